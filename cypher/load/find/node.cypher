// title: 节点现有的内容
// title_en: What the graph holds of nodes
// variants: nodes
// returns: [ids, properties]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})
RETURN collect(n.id) AS ids, collect(properties(n)) AS properties
