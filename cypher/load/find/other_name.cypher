// title: 按曾用名或简称查找
// title_en: Nodes by a former or short name
// variants: nodes
// returns: [key, id]
UNWIND $rows AS key
MATCH (s:Statement {name_key: key})<-[:HAS_STATEMENT]-(n:LABEL)
WHERE known(s)
RETURN key AS key, n.id AS id
