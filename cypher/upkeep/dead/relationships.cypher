// title: 撤去未完成批次写入的关系
// title_en: Relationships that a command recorded which was never closed are taken away, some at a time
// params: {closed: the last closed revision, limit: how many at most}
// variants: relationships
// returns: [undone]
MATCH (a:START)-[f:TYPE]->(b:END)
WHERE unclosed(f.recorded)
WITH f LIMIT $limit
DELETE f
RETURN count(f) AS undone
