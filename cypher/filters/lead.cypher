// title: 责任主体
// title_en: "who leads: an id or an identifier"
// takes: holder
// lists: [organizations, uncovered, coverage, form]
// order: 60
EXISTS {
  MATCH (o)-[l:LEAD]->(holder) WHERE holder.id = $lead
    AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to }
