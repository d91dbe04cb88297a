// title: 批准或登记机关的区市县
// title_en: District of the authority
// precedence: 0
MATCH (o)-[f:APPROVED_BY|REGISTERED_WITH]->(body)-[:ACTS_IN]->(place)-[:PART_OF*0..1]->(district:Region {rank: 'district'})
WHERE type(f) = 'APPROVED_BY' OR f.civil = true
RETURN o AS subject, district AS holder, [CASE type(f) WHEN 'APPROVED_BY' THEN 0 ELSE 1 END, body] AS nearness
