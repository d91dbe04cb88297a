// title: 规则
// title_en: rule of the lead, the superior or the support
// takes: rule
// lists: [organizations]
// order: 80
EXISTS {
  MATCH (o)-[l:LEAD|SUPERIOR|SUPPORT]->(holder) WHERE l.rule = $rule
    AND current(l) AND in_force(l) }
