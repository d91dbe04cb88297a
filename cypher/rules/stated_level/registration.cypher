// title: 民政登记层级
// title_en: Level of the civil registration
// precedence: 2
MATCH (o)-[f:REGISTERED_WITH {civil: true}]->(body)
WHERE f.level IS NOT NULL
RETURN o AS subject, body AS holder, f.level AS value, 5 AS rank
UNION ALL
MATCH (o)-[f:REGISTERED_WITH {civil: true}]->(body)-[:FINEST]->(region)
WHERE f.level IS NULL
RETURN o AS subject, body AS holder, CASE region.depth WHEN 0 THEN 'province' WHEN 1 THEN 'city' ELSE 'district' END AS value, 5 AS rank
