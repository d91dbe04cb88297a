// title: 规则
// title_en: rule of the lead, the superior or the support
// takes: rule
// lists: [organizations]
// order: 80
EXISTS {
  MATCH (o)-[l:LEAD|SUPERIOR|SUPPORT]->(holder) WHERE l.rule = $rule
    AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to }
