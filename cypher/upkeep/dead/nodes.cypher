// title: 撤去未完成批次写入的节点
// title_en: Nodes that a command recorded which was never closed are taken away, some at a time
// params: {closed: the last closed revision, limit: how many at most}
// variants: nodes
// returns: [undone]
MATCH (n:LABEL)
WHERE unclosed(n.recorded)
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(n) AS undone
