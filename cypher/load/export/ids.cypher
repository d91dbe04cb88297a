// title: 待导出节点的编号成列
// title_en: The ids of all nodes of a label, for an export, as lists
// variants: nodes
// returns: [bucket, ids]
MATCH (n:LABEL)
WHERE recorded(n)
WITH right(n.id, 2) AS bucket, n
RETURN bucket, collect(n.id) AS ids
