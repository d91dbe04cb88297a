// title: 按编号查找
// title_en: Nodes by id
// variants: nodes
// returns: [key, id]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})
RETURN key AS key, n.id AS id
