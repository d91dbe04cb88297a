// title: 批准层级
// title_en: Level of an approval
// precedence: 0
MATCH (o)-[f:APPROVED_BY]->(body)
WHERE f.level IS NOT NULL
RETURN o AS subject, body AS holder, f.level AS value, CASE f.level WHEN 'national' THEN 0 WHEN 'province' THEN 1 WHEN 'city' THEN 2 ELSE 3 END AS rank
UNION ALL
MATCH (o)-[f:APPROVED_BY]->(body)-[:FINEST]->(region)
WHERE f.level IS NULL
RETURN o AS subject, body AS holder, CASE region.depth WHEN 0 THEN 'province' WHEN 1 THEN 'city' ELSE 'district' END AS value,
       CASE region.depth WHEN 0 THEN 1 WHEN 1 THEN 2 ELSE 3 END AS rank
