// title: 党组织的所在单位与覆盖单位
// title_en: Where Party organisations sit and whom they cover at a date, with the members of those
// params:
//   ids: Party organisations
//   as_of: day of the picture
// returns: [subject, type, id, holder, members_full, members]
UNWIND $ids AS subject
MATCH (p:PartyOrganization {id: subject})-[f:HOSTED_BY|COVERS]->(o:Organization)
WHERE known(f) AND in_force(f)
OPTIONAL MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
WITH subject, f, o,
     c.members_full + CASE c.members_full_bound WHEN 'more_than' THEN 1 ELSE 0 END AS full,
     c.members_probationary + CASE c.members_probationary_bound WHEN 'more_than' THEN 1 ELSE 0 END AS probationary,
     c.members_untransferred + CASE c.members_untransferred_bound WHEN 'more_than' THEN 1 ELSE 0 END AS untransferred
RETURN subject AS subject, type(f) AS type, f.id AS id, o.id AS holder, full AS members_full,
       CASE WHEN coalesce(full, probationary, untransferred) IS NULL THEN null
            ELSE coalesce(full, 0) + coalesce(probationary, 0) + coalesce(untransferred, 0) END AS members
ORDER BY subject, type, id
