// title: 标识成列（投影）
// title_en: What identifies the nodes of a label, as lists of some thousands
// variants: nodes
// returns: [bucket, node, id, value]
MATCH (n:LABEL)-[f:IDENTIFIED_BY]->(i:Identifier)
WHERE known(f)
WITH right(i.id, 1) AS bucket, n, i
RETURN bucket, collect(n.id) AS node, collect(i.id) AS id, collect(i.value) AS value
