// title: 按名称键查找
// title_en: Nodes by matching key
// variants: nodes
// returns: [keys, ids]
UNWIND $rows AS key
MATCH (n:LABEL {name_key: key})
RETURN collect(key) AS keys, collect(n.id) AS ids
