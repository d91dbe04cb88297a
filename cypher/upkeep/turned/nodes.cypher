// title: 本次新增或改变的节点
// title_en: Nodes that this revision makes or changes
// variants: nodes
// returns: [id, new, properties]
MATCH (n:LABEL)
WHERE n.recorded = $revision OR n.changed = $revision
RETURN n.id AS id, n.recorded = $revision AS new, properties(n) AS properties
ORDER BY id
