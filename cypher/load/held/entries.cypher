// title: 图中已有的、出自本来源的人数与记述
// title_en: The headcounts and statements that the graph holds from this source, of some subjects
// params: {source: id of the source}
// variants: nodes
// returns: [subjects, labels, properties]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})-[:HAS_HEADCOUNT|HAS_STATEMENT]->(e)
WHERE e.source = $source
RETURN collect(n.id) AS subjects, collect(labels(e)[0]) AS labels, collect(properties(e)) AS properties
