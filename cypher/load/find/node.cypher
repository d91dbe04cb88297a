// title: 节点现有的内容
// title_en: What the graph holds of nodes
// variants: nodes
// returns: [id, properties]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})
RETURN n.id AS id, properties(n) AS properties
