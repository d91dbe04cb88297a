// title: 图中已有的、出自本来源的人数与记述
// title_en: The headcounts and statements that the graph holds from this source, of some subjects
// params: {source: id of the source}
// variants: nodes
// returns: [subject, label, properties]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})-[:HAS_HEADCOUNT|HAS_STATEMENT]->(e)
WHERE e.source = $source
RETURN n.id AS subject, labels(e)[0] AS label, properties(e) AS properties
