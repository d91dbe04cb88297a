// title: 所属区市县
// title_en: District that answers
// summary: 批准机关的区市县，其次民政登记机关的，再次住所的。
// summary_en: The approving authority's district, else the civil registering one's, else the seat's.
// sentence: 经区市县级审批或注册登记的，由区市县业务主管单位党组织负责。
// sentence_en: Those approved or registered by a district are the charge of the district's supervising units.
// settles: [DISTRICT]
// precedence: 0
// rule_sets: []
// reads: [SEAT]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[f:APPROVED_BY|REGISTERED_WITH]->(body:Organization)-[acts:ACTS_IN]->(r:Region)
WHERE f.retracted_run IS NULL AND acts.retracted_run IS NULL AND (type(f) = 'APPROVED_BY' OR f.civil = true)
MATCH (r)-[part:PART_OF*0..1]->(d:Region {rank: 'district'})
WHERE all(p IN part WHERE p.retracted_run IS NULL)
RETURN 'DISTRICT' AS role, subject AS subject, d.id AS holder, 'Region' AS label, null AS value,
       0 AS rank, [CASE type(f) WHEN 'APPROVED_BY' THEN 0 ELSE 1 END, body.id] AS nearness, false AS provisional,
       [f.valid_from, acts.valid_from] + [p IN part | p.valid_from] AS from_dates,
       [f.valid_to, acts.valid_to] + [p IN part | p.valid_to] AS to_dates,
       [subject + '|' + f.id, body.id + '|' + acts.id] + [p IN part | r.id + '|' + p.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[seat:SEAT]->(r:Region)
WHERE seat.retired_run IS NULL
MATCH (r)-[part:PART_OF*0..1]->(d:Region {rank: 'district'})
WHERE all(p IN part WHERE p.retracted_run IS NULL)
RETURN 'DISTRICT' AS role, subject AS subject, d.id AS holder, 'Region' AS label, null AS value,
       0 AS rank, [2, ''] AS nearness, false AS provisional,
       [seat.valid_from] + [p IN part | p.valid_from] AS from_dates,
       [seat.valid_to] + [p IN part | p.valid_to] AS to_dates,
       seat.facts + [p IN part | r.id + '|' + p.id] AS facts
