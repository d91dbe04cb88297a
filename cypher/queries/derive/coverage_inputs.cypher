// title: 覆盖推导的依据
// title_en: What the class of an organisation rests on
// params: {subjects: ids of organisations}
// returns: [id, class, founded, closed, covers, headcounts, classes]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})
OPTIONAL MATCH (o)<-[f:COVERS]-(p:PartyOrganization)
WHERE f.retracted_run IS NULL AND coalesce(p.territorial, false) = false
WITH subject, o, collect(CASE WHEN f IS NULL THEN null ELSE
  {party: p.id, kind: p.kind, founded: p.founded, closed: p.closed, fact: f.id, valid_from: f.valid_from, valid_to: f.valid_to} END) AS covers
OPTIONAL MATCH (o)-[:HAS_HEADCOUNT]->(h:Headcount)
WHERE h.retracted_run IS NULL
WITH subject, o, covers, collect(CASE WHEN h IS NULL THEN null ELSE properties(h) END) AS headcounts
OPTIONAL MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
RETURN o.id AS id, o.class AS class, o.founded AS founded, o.closed AS closed, covers AS covers, headcounts AS headcounts,
       collect(CASE WHEN c IS NULL THEN null ELSE {id: c.id, retired: c.retired_run IS NOT NULL} END) AS classes
