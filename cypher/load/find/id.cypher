// title: 按编号查找
// title_en: Nodes by id
// variants: nodes
// returns: [keys, ids]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})
RETURN collect(key) AS keys, collect(n.id) AS ids
