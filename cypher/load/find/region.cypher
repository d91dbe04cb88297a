// title: 节点所在与活动的区划
// title_en: Where nodes sit and act
// variants: nodes
// returns: [id, regions]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})-[f:ACTS_IN|LOCATED_IN]->(r:Region)
WHERE known(f)
RETURN n.id AS id, collect(DISTINCT r.id) AS regions
