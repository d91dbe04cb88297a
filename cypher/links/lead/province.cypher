// title: 省以上批准，属地管理
// title_en: Approved by the province or above
// parameters: [consultation_expected]
// precedence: 1
// rule_sets: [V1, V2]
MATCH (region)<-[level:LEVEL]-(o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit)-[:ACTS_IN]->(region)
WHERE level.value IN ['province', 'national']
RETURN o AS subject, unit AS holder, CASE type(f) WHEN 'AFFILIATED_TO' THEN 0 ELSE 1 END AS rank, [0] AS nearness, $consultation_expected AS provisional
UNION ALL
MATCH (region)<-[level:LEVEL]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SUPERVISES_TRADE {level: 'city'}]-(unit)-[:ACTS_IN]->(region)
WHERE level.value IN ['province', 'national']
RETURN o AS subject, unit AS holder, 1 AS rank, [1] AS nearness, $consultation_expected AS provisional
UNION ALL
MATCH (above)<-[c:CONSULTED]-(o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit)-[:ACTS_IN]->(region)<-[level:LEVEL]-(o)
WHERE level.value IN ['province', 'national'] AND coalesce(c.result, 'none') <> 'refused'
RETURN o AS subject, unit AS holder, CASE type(f) WHEN 'AFFILIATED_TO' THEN 0 ELSE 1 END AS rank, [0] AS nearness, false AS provisional
UNION ALL
MATCH (above)<-[c:CONSULTED]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SUPERVISES_TRADE {level: 'city'}]-(unit)-[:ACTS_IN]->(region)<-[level:LEVEL]-(o)
WHERE level.value IN ['province', 'national'] AND coalesce(c.result, 'none') <> 'refused'
RETURN o AS subject, unit AS holder, 1 AS rank, [1] AS nearness, false AS provisional
