// title: 批次留存的节点
// title_en: What is kept of a run in nodes of its own, as the newest revision knows it
// params: {of: the id of the run}
// variants: nodes
// returns: [id, properties]
MATCH (n:LABEL {run: $of})
WHERE known(n)
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
