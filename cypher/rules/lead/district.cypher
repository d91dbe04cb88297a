// title: 区市县批准或登记
// title_en: Approved or registered by a district
// summary: 有效层级为区市县的，由该区市县业务主管单位负责；没有的，由该区市县行政挂靠单位负责。
// summary_en: "Effective level district: the district's supervising unit leads, else the district unit it is affiliated to."
// sentence: 经区市县级审批或注册登记的，由区市县业务主管单位党组织负责。
// sentence_en: Those approved or registered by a district are the charge of the Party organisation of the district's supervising unit.
// precedence: 1
// rule_sets: [V1, V2]
MATCH (region)<-[:LEVEL {value: 'district'}]-(o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit)-[:ACTS_IN]->(place)-[:PART_OF*0..1]->(region)
RETURN o AS subject, unit AS holder, CASE type(f) WHEN 'SUPERVISED_BY' THEN 0 ELSE 1 END AS rank, [0, 3 - place.depth] AS nearness
UNION ALL
MATCH (region)<-[:LEVEL {value: 'district'}]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SUPERVISES_TRADE {level: 'district'}]-(unit)-[:ACTS_IN]->(place)-[:PART_OF*0..1]->(region)
RETURN o AS subject, unit AS holder, 0 AS rank, [1, 3 - place.depth] AS nearness
