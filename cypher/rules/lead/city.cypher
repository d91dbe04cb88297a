// title: 市级批准或登记
// title_en: Approved or registered by the city
// summary: 有效层级为市级的，由市业务主管单位负责；没有的，由市行政挂靠单位负责。先看本组织登记的主管单位，再看主管该行业的单位。
// summary_en: "Effective level city: the city's supervising unit leads (the one stated, else the one that supervises the trade), else the city unit it is affiliated to."
// sentence: 经市主管单位批准成立或注册登记的各类会计、律师、评估、房地产等中介组织，其党建工作由业务管理单位或行政挂靠单位党组织管理。
// sentence_en: Intermediaries approved or registered by the city's competent units are led by the Party organisation of the supervising or affiliated unit.
// sentence_of:
//   social_group: &zh 经市级审批或注册的新社会组织，由市级业务主管单位党组织负责。
//   association: *zh
//   non_enterprise: *zh
//   foundation: *zh
// sentence_of_en:
//   social_group: &en New social organisations approved or registered by the city are the charge of the Party organisation of the city's supervising unit.
//   association: *en
//   non_enterprise: *en
//   foundation: *en
// precedence: 1
// rule_sets: [V1, V2]
MATCH (region)<-[:LEVEL {value: 'city'}]-(o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit)-[:ACTS_IN]->(region)
RETURN o AS subject, unit AS holder, CASE type(f) WHEN 'SUPERVISED_BY' THEN 0 ELSE 1 END AS rank, [0] AS nearness
UNION ALL
MATCH (region)<-[:LEVEL {value: 'city'}]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SUPERVISES_TRADE {level: 'city'}]-(unit)-[:ACTS_IN]->(region)
RETURN o AS subject, unit AS holder, 0 AS rank, [1] AS nearness
