// title: 省以上批准，属地管理
// title_en: Approved by the province or above
// summary: 省以上部门批准成立的，经与上级部门沟通，由市行政挂靠单位负责；没有挂靠单位的，由市业务主管单位负责（默认）；没有沟通记录的为暂定。
// summary_en: "Approved by the province or above: the affiliated city unit leads after consultation, else the city's supervising unit (a default); without a recorded consultation provisional."
// sentence: 由省以上部门批准成立的，其党建工作按照属地管理原则，经与上级部门沟通由市行政挂靠单位党组织管理。
// sentence_en: Those approved by the province or above are, by the principle of territorial management and after consultation with the superior department, led by the Party organisation of the affiliated city unit.
// settles: [LEAD]
// precedence: 1
// rule_sets: [V1, V2]
// reads: [LEVEL]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[level:LEVEL]->(region:Region)
WHERE level.retired_run IS NULL AND level.value IN ['province', 'national']
MATCH (o)-[f:AFFILIATED_TO|SUPERVISED_BY]->(unit:Organization)-[acts:ACTS_IN]->(region)
WHERE f.retracted_run IS NULL AND acts.retracted_run IS NULL
RETURN 'LEAD' AS role, subject AS subject, unit.id AS holder, 'Organization' AS label, null AS value,
       CASE type(f) WHEN 'AFFILIATED_TO' THEN 0 ELSE 1 END AS rank, [0] AS nearness, true AS provisional,
       [level.valid_from, f.valid_from, acts.valid_from] AS from_dates,
       [level.valid_to, f.valid_to, acts.valid_to] AS to_dates,
       level.facts + [subject + '|' + f.id, unit.id + '|' + acts.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[level:LEVEL]->(region:Region)
WHERE level.retired_run IS NULL AND level.value IN ['province', 'national']
MATCH (o)-[f:AFFILIATED_TO|SUPERVISED_BY]->(unit:Organization)-[acts:ACTS_IN]->(region)
WHERE f.retracted_run IS NULL AND acts.retracted_run IS NULL
MATCH (o)-[c:CONSULTED]->(superior:Organization)
WHERE c.retracted_run IS NULL AND coalesce(c.result, 'none') <> 'refused'
RETURN 'LEAD' AS role, subject AS subject, unit.id AS holder, 'Organization' AS label, null AS value,
       CASE type(f) WHEN 'AFFILIATED_TO' THEN 0 ELSE 1 END AS rank, [0] AS nearness, false AS provisional,
       [level.valid_from, f.valid_from, acts.valid_from, c.valid_from] AS from_dates,
       [level.valid_to, f.valid_to, acts.valid_to, c.valid_to] AS to_dates,
       level.facts + [subject + '|' + f.id, unit.id + '|' + acts.id, subject + '|' + c.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[l:LEVEL]->(region:Region)
WHERE l.retired_run IS NULL AND l.value IN ['province', 'national']
MATCH (o)-[t:IN_TRADE {main: true}]->(trade:Trade)
WHERE t.retracted_run IS NULL
// a trade has many organisations and few units that supervise it: it is asked once for them
WITH trade, region, collect({subject: subject, level: {facts: l.facts, valid_from: l.valid_from, valid_to: l.valid_to}, f: {id: t.id, valid_from: t.valid_from, valid_to: t.valid_to}}) AS pursuing
MATCH (trade)<-[s:SUPERVISES_TRADE {level: 'city'}]-(unit:Organization)-[acts:ACTS_IN]->(region)
WHERE s.retracted_run IS NULL AND acts.retracted_run IS NULL
UNWIND pursuing AS one
WITH *, one.subject AS subject, one.level AS level, one.f AS f
RETURN 'LEAD' AS role, subject AS subject, unit.id AS holder, 'Organization' AS label, null AS value,
       1 AS rank, [1] AS nearness, true AS provisional,
       [level.valid_from, f.valid_from, s.valid_from, acts.valid_from] AS from_dates,
       [level.valid_to, f.valid_to, s.valid_to, acts.valid_to] AS to_dates,
       level.facts + [subject + '|' + f.id, unit.id + '|' + s.id, unit.id + '|' + acts.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[l:LEVEL]->(region:Region)
WHERE l.retired_run IS NULL AND l.value IN ['province', 'national']
MATCH (o)-[t:IN_TRADE {main: true}]->(trade:Trade)
WHERE t.retracted_run IS NULL
MATCH (o)-[c:CONSULTED]->(superior:Organization)
WHERE c.retracted_run IS NULL AND coalesce(c.result, 'none') <> 'refused'
// a trade has many organisations and few units that supervise it: it is asked once for them
WITH trade, region, collect({subject: subject, level: {facts: l.facts, valid_from: l.valid_from, valid_to: l.valid_to}, f: {id: t.id, valid_from: t.valid_from, valid_to: t.valid_to}, c: {id: c.id, valid_from: c.valid_from, valid_to: c.valid_to}}) AS pursuing
MATCH (trade)<-[s:SUPERVISES_TRADE {level: 'city'}]-(unit:Organization)-[acts:ACTS_IN]->(region)
WHERE s.retracted_run IS NULL AND acts.retracted_run IS NULL
UNWIND pursuing AS one
WITH *, one.subject AS subject, one.level AS level, one.f AS f, one.c AS c
RETURN 'LEAD' AS role, subject AS subject, unit.id AS holder, 'Organization' AS label, null AS value,
       1 AS rank, [1] AS nearness, false AS provisional,
       [level.valid_from, f.valid_from, s.valid_from, acts.valid_from, c.valid_from] AS from_dates,
       [level.valid_to, f.valid_to, s.valid_to, acts.valid_to, c.valid_to] AS to_dates,
       level.facts + [subject + '|' + f.id, unit.id + '|' + s.id, unit.id + '|' + acts.id, subject + '|' + c.id] AS facts
