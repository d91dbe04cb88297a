// title: 按曾用名或简称查找
// title_en: Nodes by a former or short name
// variants: nodes
// returns: [keys, ids]
UNWIND $rows AS key
MATCH (s:Statement {name_key: key})<-[:HAS_STATEMENT]-(n:LABEL)
WHERE known(s)
RETURN collect(key) AS keys, collect(n.id) AS ids
