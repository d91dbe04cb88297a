// title: 只覆盖的一个组织
// title_en: The one organisation that is covered alone
// precedence: 0
MATCH (p)-[:COVERS]->(o)
WHERE coalesce(p.territorial, false) = false
RETURN p AS subject, o AS holder
