// title: 所在单位
// title_en: Its host
// precedence: 1
MATCH (p)-[:COVERS]->(host)<-[:HOST]-(p)
WHERE p.kind <> 'joint_branch'
RETURN p AS subject, host AS holder, 'superior' AS value, 0 AS rank
UNION ALL
MATCH (covered)<-[:COVERS]-(p)-[:HOST]->(host)
WHERE p.kind <> 'joint_branch'
RETURN p AS subject, host AS holder, CASE WHEN host.kind IN ['supervising_unit', 'association'] THEN 'own' ELSE 'superior' END AS value, 1 AS rank
UNION ALL
MATCH (p)-[:HOST]->(host)
WHERE p.kind = 'joint_branch'
RETURN p AS subject, host AS holder, CASE WHEN host.kind IN ['supervising_unit', 'association'] THEN 'own' ELSE 'host' END AS value, 1 AS rank
