// title: 区市县批准或登记
// title_en: Approved or registered by a district
// precedence: 1
// rule_sets: [V1, V2]
MATCH (region)<-[:LEVEL {value: 'district'}]-(o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit)-[:ACTS_IN]->(place)-[:PART_OF*0..1]->(region)
RETURN o AS subject, unit AS holder, CASE type(f) WHEN 'SUPERVISED_BY' THEN 0 ELSE 1 END AS rank, [0, 3 - place.depth] AS nearness
UNION ALL
MATCH (region)<-[:LEVEL {value: 'district'}]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SUPERVISES_TRADE {level: 'district'}]-(unit)-[:ACTS_IN]->(place)-[:PART_OF*0..1]->(region)
RETURN o AS subject, unit AS holder, 0 AS rank, [1, 3 - place.depth] AS nearness
