// title: 主管单位党组织直接管理
// title_en: Directly under the leading unit
// summary: 有责任主体的，直接上级是该单位的党组织；一个单位有几个党组织的，依次为工委、党委、党组、总支、支部（默认）。
// summary_en: "Where there is a lead, the superior is the lead's Party organisation; of several: work committee, committee, leading group, general branch, branch (a default)."
// sentence: 对专业性较强、数量较少、暂不成立行业党组织的则由业务主管单位、行政挂靠单位党组织直接管理。
// sentence_en: Trades that are specialised or few in number and have no Party organisation of their own are led directly by the Party organisation of the supervising or affiliated unit.
// settles: [SUPERIOR]
// precedence: 2
// rule_sets: [V1, V2]
// reads: [LEAD]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[led:LEAD]->(unit:Organization)
WHERE led.retired_run IS NULL
// a unit leads many and hosts few: it is asked once whom it hosts
WITH unit, collect({subject: subject, provisional: led.provisional, facts: led.facts, valid_from: led.valid_from, valid_to: led.valid_to}) AS leads
MATCH (unit)<-[host:HOSTED_BY]-(p:PartyOrganization)
WHERE host.retracted_run IS NULL AND p.kind <> 'joint_branch'
UNWIND leads AS lead
WITH *, lead.subject AS subject
RETURN 'SUPERIOR' AS role, subject AS subject, p.id AS holder, 'PartyOrganization' AS label, null AS value, 0 AS rank,
       [CASE p.kind WHEN 'work_committee' THEN 0 WHEN 'committee' THEN 1 WHEN 'leading_group' THEN 2 WHEN 'general_branch' THEN 3 ELSE 4 END] AS nearness,
       lead.provisional AS provisional,
       [lead.valid_from, host.valid_from] AS from_dates, [lead.valid_to, host.valid_to] AS to_dates,
       lead.facts + [p.id + '|' + host.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[lead:LEAD]->(p:PartyOrganization)
WHERE lead.retired_run IS NULL
RETURN 'SUPERIOR' AS role, subject AS subject, p.id AS holder, 'PartyOrganization' AS label, null AS value, 0 AS rank,
       [0] AS nearness, lead.provisional AS provisional,
       [lead.valid_from] AS from_dates, [lead.valid_to] AS to_dates, lead.facts AS facts
