// title: 名称或编号
// title_en: "words that one name of any time contains, in any order; or an identifier"
// takes: name
// lists: [organizations, units]
// order: 10
o.id IN $q_ids OR all(word IN $q WHERE told(o.name) CONTAINS word) OR all(word IN $q_key WHERE told(o.name_key) CONTAINS word)
OR EXISTS {
  MATCH (o)-[:HAS_STATEMENT]->(s:Statement) WHERE s.attribute = 'name' AND known(s) AND all(word IN $q WHERE s.value CONTAINS word) }
