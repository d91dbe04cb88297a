// title: 按编号导出一批节点
// title_en: Some nodes by their ids, for an export
// variants: nodes
// returns: [id, properties]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})
RETURN n.id AS id, properties(n) AS properties
