// title: 市级批准或登记
// title_en: Approved or registered by the city
// precedence: 1
// rule_sets: [V1, V2]
MATCH (region)<-[:LEVEL {value: 'city'}]-(o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit)-[:ACTS_IN]->(region)
RETURN o AS subject, unit AS holder, CASE type(f) WHEN 'SUPERVISED_BY' THEN 0 ELSE 1 END AS rank, [0] AS nearness
UNION ALL
MATCH (region)<-[:LEVEL {value: 'city'}]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SUPERVISES_TRADE {level: 'city'}]-(unit)-[:ACTS_IN]->(region)
RETURN o AS subject, unit AS holder, 0 AS rank, [1] AS nearness
