// title: 属地党组织（2003年7月以前）
// title_en: Territorial Party organisation (before July 2003)
// summary: 2003年7月以前，由住所所在街道、其次区市县的属地党组织管理；同一区域内党委先于工委。
// summary_en: "Before July 2003: the Party organisation that acts in the street, else the district, of the seat; a committee before a work committee."
// sentence: 一开始大连市委组织部将其与新经济组织党建工作一起纳入社区党建工作领域之内，由区市县、乡镇街道党组织属地管理。
// sentence_en: At first they belonged, together with the new economic organisations, to community Party work, and were managed by the Party organisations of district, township and street where they stood.
// settles: [LEAD, SUPERIOR]
// precedence: 1
// rule_sets: [V0]
// reads: [SEAT]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[its:SEAT]->(place:Region)
WHERE its.retired_run IS NULL
// a place has many organisations and few Party organisations: it is asked once who acts in it
WITH place, collect({subject: subject, facts: its.facts, valid_from: its.valid_from, valid_to: its.valid_to}) AS seats
MATCH (place)-[part:PART_OF*0..1]->(region:Region)<-[acts:ACTS_IN]-(p:PartyOrganization {territorial: true})
WHERE acts.retracted_run IS NULL AND all(x IN part WHERE x.retracted_run IS NULL)
  AND region.rank IN ['street', 'district']
UNWIND seats AS seat
WITH *, seat.subject AS subject
UNWIND ['LEAD', 'SUPERIOR'] AS role
RETURN role AS role, subject AS subject, p.id AS holder, 'PartyOrganization' AS label, null AS value, 0 AS rank,
       [3 - region.depth, CASE p.kind WHEN 'committee' THEN 0 WHEN 'work_committee' THEN 1 ELSE 2 END] AS nearness,
       false AS provisional,
       [seat.valid_from, acts.valid_from] + [x IN part | x.valid_from] AS from_dates,
       [seat.valid_to, acts.valid_to] + [x IN part | x.valid_to] AS to_dates,
       seat.facts + [p.id + '|' + acts.id] + [x IN part | place.id + '|' + x.id] AS facts
