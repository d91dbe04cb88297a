// title: 所在单位
// title_en: The host that counts
// precedence: 0
MATCH (p)-[f:HOSTED_BY]->(host)
WHERE coalesce(p.territorial, false) = false
RETURN p AS subject, host AS holder, [f.id] AS nearness
