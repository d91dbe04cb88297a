// title: 责任主体不在链上
// title_en: "The lead is not on the path"
// summary: 责任主体的党组织不在本组织的隶属链上（例如区级责任主体之上是市级协会，或由联合党组织覆盖）。
// summary_en: "The Party organisation of the lead is not on the organisation's path (a municipal association above a district lead, a joint branch elsewhere)."
// remedy: 无须更正；两者各自负责，需要统一时作出决定。
// remedy_en: "Nothing need be wrong: both answer, each for its part; a decision settles it where one should."
// severity: info
// population: organizations
/* covered: from each Party organisation that covers it; off the path where none of them leads to the unit */
MATCH (unit:Organization)<-[lead:LEAD]-(o:Organization)-[s:SUPERIOR]->(superior:PartyOrganization)
WHERE current(lead) AND in_force(lead)
  AND current(s) AND in_force(s)
  AND alive(o)
MATCH (o)<-[c:COVERS]-(branch:PartyOrganization)
WHERE known(c) AND in_force(c)
WITH DISTINCT o.id AS id, told(o.name) AS name, unit.id AS unit, branch.id AS start
MATCH (p:PartyOrganization {id: start})-[a:SUPERIOR*0..6]->(m:PartyOrganization)
WHERE all(x IN a WHERE current(x) AND in_force(x))
WITH DISTINCT id, name, unit, m
MATCH (m)-[b:SUBORDINATE_TO*0..4]->(q:PartyOrganization)
WHERE all(x IN b WHERE known(x) AND in_force(x))
WITH DISTINCT id, name, unit, q
OPTIONAL MATCH (q)-[h:HOSTED_BY]->(host:Organization)
WHERE known(h) AND in_force(h) AND host.id = unit
WITH id, name, unit, count(h) AS passed
WHERE passed = 0
RETURN id AS id, 'Organization' AS label, {name: name, lead: unit} AS detail
UNION ALL
// not covered: from the superior; each way up is walked once for all who begin it at the same place
MATCH (unit:Organization)<-[lead:LEAD]-(o:Organization)-[s:SUPERIOR]->(superior:PartyOrganization)
WHERE current(lead) AND in_force(lead)
  AND current(s) AND in_force(s)
  AND alive(o)
WITH DISTINCT superior.id AS start, unit.id AS unit
MATCH (p:PartyOrganization {id: start})-[a:SUPERIOR*0..6]->(m:PartyOrganization)
WHERE all(x IN a WHERE current(x) AND in_force(x))
WITH DISTINCT start, unit, m
MATCH (m)-[b:SUBORDINATE_TO*0..4]->(q:PartyOrganization)
WHERE all(x IN b WHERE known(x) AND in_force(x))
WITH DISTINCT start, unit, q
OPTIONAL MATCH (q)-[h:HOSTED_BY]->(host:Organization)
WHERE known(h) AND in_force(h) AND host.id = unit
WITH start, unit, count(h) AS passed
WHERE passed = 0
MATCH (superior:PartyOrganization {id: start})<-[s:SUPERIOR]-(o:Organization)-[lead:LEAD]->(holder:Organization)
WHERE current(lead) AND in_force(lead)
  AND current(s) AND in_force(s)
  AND alive(o)
  AND holder.id = unit AND NOT EXISTS { MATCH (o)<-[c:COVERS]-(:PartyOrganization) WHERE known(c) AND in_force(c) }
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), lead: unit} AS detail
