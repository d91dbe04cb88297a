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
// settles: [LEAD]
// precedence: 1
// rule_sets: [V1, V2]
// reads: [LEVEL]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[level:LEVEL {value: 'city'}]->(region:Region)
WHERE level.retired_run IS NULL
MATCH (o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit:Organization)-[acts:ACTS_IN]->(region)
WHERE f.retracted_run IS NULL AND acts.retracted_run IS NULL
RETURN 'LEAD' AS role, subject AS subject, unit.id AS holder, 'Organization' AS label, null AS value,
       CASE type(f) WHEN 'SUPERVISED_BY' THEN 0 ELSE 1 END AS rank, [0] AS nearness, false AS provisional,
       [level.valid_from, f.valid_from, acts.valid_from] AS from_dates,
       [level.valid_to, f.valid_to, acts.valid_to] AS to_dates,
       level.facts + [subject + '|' + f.id, unit.id + '|' + acts.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[l:LEVEL {value: 'city'}]->(region:Region)
WHERE l.retired_run IS NULL
MATCH (o)-[t:IN_TRADE {main: true}]->(trade:Trade)
WHERE t.retracted_run IS NULL
// a trade has many organisations and few units that supervise it: it is asked once for them
WITH trade, region, collect({subject: subject, level: {facts: l.facts, valid_from: l.valid_from, valid_to: l.valid_to}, f: {id: t.id, valid_from: t.valid_from, valid_to: t.valid_to}}) AS pursuing
MATCH (trade)<-[s:SUPERVISES_TRADE {level: 'city'}]-(unit:Organization)-[acts:ACTS_IN]->(region)
WHERE s.retracted_run IS NULL AND acts.retracted_run IS NULL
UNWIND pursuing AS one
WITH *, one.subject AS subject, one.level AS level, one.f AS f
RETURN 'LEAD' AS role, subject AS subject, unit.id AS holder, 'Organization' AS label, null AS value,
       0 AS rank, [1] AS nearness, false AS provisional,
       [level.valid_from, f.valid_from, s.valid_from, acts.valid_from] AS from_dates,
       [level.valid_to, f.valid_to, s.valid_to, acts.valid_to] AS to_dates,
       level.facts + [subject + '|' + f.id, unit.id + '|' + s.id, unit.id + '|' + acts.id] AS facts
