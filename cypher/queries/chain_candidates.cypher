// title: 可考虑的属地党组织
// title_en: Territorial Party organisations of the seats of organisations, the nearest first
// params:
//   ids: organisations
//   as_of: day of the picture
// returns: [subject, holder, depth, rank]
UNWIND $ids AS subject
MATCH (o:Organization {id: subject})-[seat:SEAT]->(place:Region)-[part:PART_OF*0..1]->(r:Region)<-[acts:ACTS_IN]-(p:PartyOrganization)
WHERE current(seat) AND in_force(seat)
  AND all(x IN part WHERE known(x) AND in_force(x))
  AND known(acts) AND in_force(acts)
  AND flagged(p.territorial) AND told(r.rank) IN ['street', 'district']
  AND alive(p)
RETURN subject AS subject, p.id AS holder, toInteger(told(r.depth)) AS depth,
       CASE told(p.kind) WHEN 'committee' THEN 0 WHEN 'work_committee' THEN 1 ELSE 2 END AS rank
ORDER BY subject, depth DESC, rank, holder
