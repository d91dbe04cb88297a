// title: 既有决定
// title_en: Recorded decision
// summary: 有效的书面决定优先于各项规则；两份决定以后作出的为准；决定以单位为上级的，指该单位的党组织。
// summary_en: A recorded decision in force goes before the rules; of two the later; a unit decided as superior means its Party organisation.
// sentence: 本项目默认：有记录的决定优先于规则。
// sentence_en: "[D] A recorded decision goes before the rules."
// settles: [LEAD, SUPERIOR]
// precedence: 0
// rule_sets: [V0, V1, V2]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[d:DECIDED {role: 'lead'}]->(h:Organization)
WHERE d.retracted_run IS NULL
RETURN 'LEAD' AS role, subject AS subject, h.id AS holder, 'Organization' AS label, null AS value, 0 AS rank,
       [-toInteger(left(replace(d.valid_from, '-', '') + '0000', 8))] AS nearness, false AS provisional,
       [d.valid_from] AS from_dates, [d.valid_to] AS to_dates, [subject + '|' + d.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[d:DECIDED]->(h:PartyOrganization)
WHERE d.retracted_run IS NULL
RETURN CASE d.role WHEN 'lead' THEN 'LEAD' ELSE 'SUPERIOR' END AS role, subject AS subject, h.id AS holder,
       'PartyOrganization' AS label, null AS value, 0 AS rank,
       [-toInteger(left(replace(d.valid_from, '-', '') + '0000', 8))] AS nearness, false AS provisional,
       [d.valid_from] AS from_dates, [d.valid_to] AS to_dates, [subject + '|' + d.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[d:DECIDED {role: 'superior'}]->(unit:Organization)<-[host:HOSTED_BY]-(h:PartyOrganization)
WHERE d.retracted_run IS NULL AND host.retracted_run IS NULL AND h.kind <> 'joint_branch'
RETURN 'SUPERIOR' AS role, subject AS subject, h.id AS holder, 'PartyOrganization' AS label, null AS value, 0 AS rank,
       [-toInteger(left(replace(d.valid_from, '-', '') + '0000', 8)),
        CASE h.kind WHEN 'work_committee' THEN 0 WHEN 'committee' THEN 1 WHEN 'leading_group' THEN 2 WHEN 'general_branch' THEN 3 ELSE 4 END] AS nearness,
       false AS provisional, [d.valid_from, host.valid_from] AS from_dates, [d.valid_to, host.valid_to] AS to_dates,
       [subject + '|' + d.id, h.id + '|' + host.id] AS facts
