// title: 节点所在与活动的区划
// title_en: Where nodes sit and act
// variants: nodes
// returns: [ids, regions]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})-[f:ACTS_IN|LOCATED_IN]->(r:Region)
WHERE known(f)
WITH n.id AS id, collect(DISTINCT r.id) AS regions
RETURN collect(id) AS ids, collect(regions) AS regions
