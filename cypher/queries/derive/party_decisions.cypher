// title: 关于党组织上级的决定
// title_en: Decisions about the superior of Party organisations
// params: {subjects: ids of Party organisations}
// returns: [subject, holder, nearness, facts, from_dates, to_dates]
UNWIND $subjects AS subject
MATCH (p:PartyOrganization {id: subject})-[d:DECIDED {role: 'superior'}]->(h:PartyOrganization)
WHERE d.retracted_run IS NULL AND h.id <> subject
RETURN subject AS subject, h.id AS holder,
       [-toInteger(left(replace(d.valid_from, '-', '') + '0000', 8))] AS nearness,
       [subject + '|' + d.id] AS facts, [d.valid_from] AS from_dates, [d.valid_to] AS to_dates
UNION ALL
UNWIND $subjects AS subject
MATCH (p:PartyOrganization {id: subject})-[d:DECIDED {role: 'superior'}]->(unit:Organization)<-[host:HOSTED_BY]-(h:PartyOrganization)
WHERE d.retracted_run IS NULL AND host.retracted_run IS NULL AND h.kind <> 'joint_branch' AND h.id <> subject
RETURN subject AS subject, h.id AS holder,
       [-toInteger(left(replace(d.valid_from, '-', '') + '0000', 8)),
        CASE h.kind WHEN 'work_committee' THEN 0 WHEN 'committee' THEN 1 WHEN 'leading_group' THEN 2 WHEN 'general_branch' THEN 3 ELSE 4 END] AS nearness,
       [subject + '|' + d.id, h.id + '|' + host.id] AS facts,
       [d.valid_from, host.valid_from] AS from_dates, [d.valid_to, host.valid_to] AS to_dates
