// title: 可考虑的属地党组织
// title_en: Territorial Party organisations of the seats of organisations, the nearest first
// params:
//   ids: organisations
//   as_of: day of the picture
// returns: [subject, holder, depth, rank]
UNWIND $ids AS subject
MATCH (o:Organization {id: subject})-[seat:SEAT]->(place:Region)-[part:PART_OF*0..1]->(r:Region)<-[acts:ACTS_IN]-(p:PartyOrganization)
WHERE seat.retired_run IS NULL AND seat.valid_from <= $as_of AND $as_of < seat.valid_to
  AND all(x IN part WHERE x.retracted_run IS NULL AND x.valid_from <= $as_of AND $as_of < x.valid_to)
  AND acts.retracted_run IS NULL AND acts.valid_from <= $as_of AND $as_of < acts.valid_to
  AND p.territorial = true AND r.rank IN ['street', 'district']
  AND (p.founded IS NULL OR p.founded <= $as_of) AND (p.closed IS NULL OR $as_of < p.closed)
RETURN subject AS subject, p.id AS holder, r.depth AS depth,
       CASE p.kind WHEN 'committee' THEN 0 WHEN 'work_committee' THEN 1 ELSE 2 END AS rank
ORDER BY subject, depth DESC, rank, holder
