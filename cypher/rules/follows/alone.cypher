// title: 自己的组织
// title_en: Its own organisation
// precedence: 0
MATCH (p)-[:COVERS_ONE]->(o)
WHERE p.kind <> 'joint_branch'
RETURN p AS subject, o AS holder, 'superior' AS value
