// title: 所覆盖的各组织
// title_en: Those that it covers
// precedence: 2
MATCH (p)-[:COVERS]->(o)
WHERE coalesce(p.territorial, false) = false
RETURN p AS subject, o AS holder, 'agree' AS value
