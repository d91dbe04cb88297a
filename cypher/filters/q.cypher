// title: 名称
// title_en: text that a name of any time contains
// takes: name
// lists: [organizations, units]
// order: 10
told(o.name) CONTAINS $q OR told(o.name_key) CONTAINS $q_key OR EXISTS {
  MATCH (o)-[:HAS_STATEMENT]->(s:Statement) WHERE s.attribute = 'name' AND known(s) AND s.value CONTAINS $q }
