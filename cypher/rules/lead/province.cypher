// title: 省以上批准，属地管理
// title_en: Approved by the province or above
// summary: 省以上部门批准成立的，经与上级部门沟通，由市行政挂靠单位负责；没有挂靠单位的，由市业务主管单位负责（默认）；没有沟通记录的为暂定。
// summary_en: "Approved by the province or above: the affiliated city unit leads after consultation, else the city's supervising unit (a default); without a recorded consultation provisional."
// sentence: 由省以上部门批准成立的，其党建工作按照属地管理原则，经与上级部门沟通由市行政挂靠单位党组织管理。
// sentence_en: Those approved by the province or above are, by the principle of territorial management and after consultation with the superior department, led by the Party organisation of the affiliated city unit.
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
MATCH (o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit)-[:ACTS_IN]->(region)<-[level:LEVEL]-(o)-[c:CONSULTED]->(above)
WHERE level.value IN ['province', 'national'] AND coalesce(c.result, 'none') <> 'refused'
RETURN o AS subject, unit AS holder, CASE type(f) WHEN 'AFFILIATED_TO' THEN 0 ELSE 1 END AS rank, [0] AS nearness, false AS provisional
UNION ALL
MATCH (o)-[:IN_TRADE {main: true}]->(trade)<-[:SUPERVISES_TRADE {level: 'city'}]-(unit)-[:ACTS_IN]->(region)<-[level:LEVEL]-(o)-[c:CONSULTED]->(above)
WHERE level.value IN ['province', 'national'] AND coalesce(c.result, 'none') <> 'refused'
RETURN o AS subject, unit AS holder, 1 AS rank, [1] AS nearness, false AS provisional
