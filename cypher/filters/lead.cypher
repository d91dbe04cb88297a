// title: 责任主体
// title_en: "who leads: an id or an identifier"
// takes: holder
// lists: [organizations, uncovered, coverage, form]
// order: 60
// bounds: true
EXISTS {
  MATCH (o)-[l:LEAD]->(holder) WHERE holder.id = $lead
    AND current(l) AND in_force(l) }
OR ($lead = 'null' AND NOT EXISTS {
  MATCH (o)-[l:LEAD]->(holder) WHERE current(l) AND in_force(l) })
