// title: 名称成列（投影）
// title_en: The stated names of the nodes of a label, as lists of some thousands
// variants: nodes
// returns: [bucket, node, name, valid_from, valid_to]
MATCH (n:LABEL)-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'name' AND known(s)
WITH right(s.id, 1) AS bucket, n, s
RETURN bucket, collect(n.id) AS node, collect(s.value) AS name, collect(s.valid_from) AS valid_from, collect(until(s)) AS valid_to
