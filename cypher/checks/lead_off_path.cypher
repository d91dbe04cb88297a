// title: 责任主体不在链上
// title_en: "LEAD is not on the path"
// summary: 责任主体的党组织不在本组织的隶属链上（例如区级责任主体之上是市级协会，或由联合党组织覆盖）。
// summary_en: "The Party organisation of the LEAD is not on the organisation's path (a municipal association above a district lead, a joint branch elsewhere)."
// remedy: 无须更正；两者各自负责，需要统一时作出决定。
// remedy_en: "Nothing need be wrong: both answer, each for its part; a decision settles it where one should."
// severity: info
// population: organizations
// twin: "the referee of the tests answers the same question from the records"
MATCH (o:Organization)-[lead:LEAD]->(unit:Organization)
WHERE lead.retired_run IS NULL AND lead.valid_from <= $as_of AND $as_of < lead.valid_to
  AND coalesce(o.founded, '') <= $as_of AND $as_of < coalesce(o.closed, '9999-12-31')
MATCH (o)-[s:SUPERIOR]->(superior:PartyOrganization)
WHERE s.retired_run IS NULL AND s.valid_from <= $as_of AND $as_of < s.valid_to
OPTIONAL MATCH (o)<-[c:COVERS]-(branch:PartyOrganization)
WHERE c.retracted_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to
WITH o.id AS id, o.name AS name, unit.id AS unit, superior.id AS superior, collect(DISTINCT branch.id) AS branches
// each way up is walked once for all who begin it at the same place, from below
UNWIND CASE WHEN size(branches) = 0 THEN [superior] ELSE branches END AS start
WITH start, unit, collect({id: id, name: name}) AS organizations
MATCH (p:PartyOrganization {id: start})-[a:SUPERIOR*0..6]->(m:PartyOrganization)
WHERE all(x IN a WHERE x.retired_run IS NULL AND x.valid_from <= $as_of AND $as_of < x.valid_to)
WITH DISTINCT start, unit, organizations, m
MATCH (m)-[b:SUBORDINATE_TO*0..4]->(q:PartyOrganization)
WHERE all(x IN b WHERE x.retracted_run IS NULL AND x.valid_from <= $as_of AND $as_of < x.valid_to)
WITH DISTINCT start, unit, organizations, q
OPTIONAL MATCH (q)-[h:HOSTED_BY]->(host:Organization)
WHERE h.retracted_run IS NULL AND h.valid_from <= $as_of AND $as_of < h.valid_to AND host.id = unit
WITH start, unit, organizations, count(h) AS passed
UNWIND organizations AS o
WITH o.id AS id, o.name AS name, unit, sum(passed) AS passed
WHERE passed = 0
RETURN id AS id, 'Organization' AS label, {name: name, lead: unit} AS detail
