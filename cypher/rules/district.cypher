// title: 区市县批准或登记
// title_en: Approved or registered by a district
// summary: 有效层级为区市县的，由该区市县业务主管单位负责；没有的，由该区市县行政挂靠单位负责。
// summary_en: "Effective level district: the district's supervising unit leads, else the district unit it is affiliated to."
// sentence: 经区市县级审批或注册登记的，由区市县业务主管单位党组织负责。
// sentence_en: Those approved or registered by a district are the charge of the Party organisation of the district's supervising unit.
// settles: [LEAD]
// precedence: 1
// rule_sets: [V1, V2]
// reads: [LEVEL]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[level:LEVEL {value: 'district'}]->(region:Region)
WHERE level.retired_run IS NULL
MATCH (o)-[f:SUPERVISED_BY|AFFILIATED_TO]->(unit:Organization)-[acts:ACTS_IN]->(place:Region)-[part:PART_OF*0..1]->(region)
WHERE f.retracted_run IS NULL AND acts.retracted_run IS NULL AND all(x IN part WHERE x.retracted_run IS NULL)
RETURN 'LEAD' AS role, subject AS subject, unit.id AS holder, 'Organization' AS label, null AS value,
       CASE type(f) WHEN 'SUPERVISED_BY' THEN 0 ELSE 1 END AS rank, [0, 1 - size(part)] AS nearness, false AS provisional,
       [level.valid_from, f.valid_from, acts.valid_from] + [x IN part | x.valid_from] AS from_dates,
       [level.valid_to, f.valid_to, acts.valid_to] + [x IN part | x.valid_to] AS to_dates,
       level.facts + [subject + '|' + f.id, unit.id + '|' + acts.id] + [x IN part | place.id + '|' + x.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[l:LEVEL {value: 'district'}]->(region:Region)
WHERE l.retired_run IS NULL
MATCH (o)-[t:IN_TRADE {main: true}]->(trade:Trade)
WHERE t.retracted_run IS NULL
// a trade has many organisations and few units that supervise it: it is asked once for them
WITH trade, region, collect({subject: subject, level: {facts: l.facts, valid_from: l.valid_from, valid_to: l.valid_to}, f: {id: t.id, valid_from: t.valid_from, valid_to: t.valid_to}}) AS pursuing
MATCH (trade)<-[s:SUPERVISES_TRADE {level: 'district'}]-(unit:Organization)-[acts:ACTS_IN]->(place:Region)-[part:PART_OF*0..1]->(region)
WHERE s.retracted_run IS NULL AND acts.retracted_run IS NULL AND all(x IN part WHERE x.retracted_run IS NULL)
UNWIND pursuing AS one
WITH *, one.subject AS subject, one.level AS level, one.f AS f
RETURN 'LEAD' AS role, subject AS subject, unit.id AS holder, 'Organization' AS label, null AS value,
       0 AS rank, [1, 1 - size(part)] AS nearness, false AS provisional,
       [level.valid_from, f.valid_from, s.valid_from, acts.valid_from] + [x IN part | x.valid_from] AS from_dates,
       [level.valid_to, f.valid_to, s.valid_to, acts.valid_to] + [x IN part | x.valid_to] AS to_dates,
       level.facts + [subject + '|' + f.id, unit.id + '|' + s.id, unit.id + '|' + acts.id] + [x IN part | place.id + '|' + x.id] AS facts
