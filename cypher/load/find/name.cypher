// title: 按名称键查找
// title_en: Nodes by matching key
// variants: nodes
// returns: [key, id]
UNWIND $rows AS key
MATCH (n:LABEL {name_key: key})
RETURN key AS key, n.id AS id
