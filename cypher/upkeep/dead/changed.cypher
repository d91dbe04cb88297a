// title: 未完成批次改过的节点
// title_en: Nodes of which a command told otherwise which was never closed
// params: {closed: the last closed revision}
// variants: nodes
// returns: [id, properties]
MATCH (n:LABEL)
WHERE unclosed(n.changed)
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
