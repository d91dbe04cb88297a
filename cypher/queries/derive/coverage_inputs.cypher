// title: 覆盖推导的依据
// title_en: What the class of an organisation rests on
// params: {subjects: ids of organisations}
// returns: [id, class, founded, closed, unstated, operating, covers, headcounts, classes]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})
OPTIONAL MATCH (o)<-[f:COVERS]-(p:PartyOrganization)
WHERE f.retracted_run IS NULL AND coalesce(p.territorial, false) = false
WITH subject, o, collect(CASE WHEN f IS NULL THEN null ELSE
  {party: p.id, kind: p.kind, founded: p.founded, closed: p.closed, fact: f.id, valid_from: f.valid_from, valid_to: f.valid_to} END) AS covers
OPTIONAL MATCH (o)-[:HAS_HEADCOUNT]->(h:Headcount)
WHERE h.retracted_run IS NULL
WITH subject, o, covers, collect(CASE WHEN h IS NULL THEN null ELSE properties(h) END) AS headcounts
OPTIONAL MATCH (o)-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'operating' AND s.retracted_run IS NULL
OPTIONAL MATCH (source:Source {id: s.source})
WITH o, covers, headcounts, collect(CASE WHEN s IS NULL THEN null ELSE
  {id: s.id, value: s.value, valid_from: s.valid_from, valid_to: s.valid_to, rank: source.rank} END) AS operating
OPTIONAL MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
RETURN o.id AS id, o.class AS class, o.founded AS founded, o.closed AS closed, coalesce(o.operating, true) AS unstated,
       operating AS operating, covers AS covers, headcounts AS headcounts,
       collect(CASE WHEN c IS NULL THEN null ELSE {id: c.id, retired: c.retired_run IS NOT NULL} END) AS classes
