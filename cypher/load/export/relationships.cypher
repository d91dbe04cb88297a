// title: 导出一批节点出发的关系
// title_en: The relationships of some nodes, for an export
// variants: nodes
// returns: [type, start, label, end, properties]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})-[f]->(m)
WHERE recorded(f) AND recorded(m)
RETURN type(f) AS type, n.id AS start, labels(m)[0] AS label, m.id AS end, properties(f) AS properties
