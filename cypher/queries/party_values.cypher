// title: 党组织在某一维度上的取值
// title_en: The values of Party organisations in one dimension of their list at a date; one without a value has no row
// params:
//   ids: Party organisations
//   by: kind, trade, region, superior or name
//   as_of: day of the picture
// returns: [id, value]
UNWIND CASE WHEN $by = 'kind' THEN $ids ELSE [] END AS id
MATCH (p:PartyOrganization {id: id})
RETURN id AS id, told(p.kind) AS value
UNION ALL
UNWIND CASE WHEN $by = 'region' THEN $ids ELSE [] END AS id
MATCH (p:PartyOrganization {id: id})-[acts:ACTS_IN]->(r:Region)
WHERE known(acts) AND in_force(acts)
RETURN id AS id, r.id AS value
UNION ALL
UNWIND CASE WHEN $by = 'region' THEN $ids ELSE [] END AS id
MATCH (p:PartyOrganization {id: id})-[tie:HOSTED_BY|COVERS]->(o:Organization)-[seat:SEAT]->(r:Region)
WHERE known(tie) AND in_force(tie)
  AND current(seat) AND in_force(seat)
RETURN id AS id, r.id AS value
UNION ALL
UNWIND CASE WHEN $by = 'superior' THEN $ids ELSE [] END AS id
MATCH (p:PartyOrganization {id: id})-[l:SUPERIOR]->(above:PartyOrganization)
WHERE current(l) AND in_force(l)
RETURN id AS id, above.id AS value
UNION ALL
UNWIND CASE WHEN $by = 'superior' THEN $ids ELSE [] END AS id
MATCH (p:PartyOrganization {id: id})-[f:SUBORDINATE_TO]->(above:PartyOrganization)
WHERE known(f) AND in_force(f)
  // who has a derived one stands below that one alone, as in its chain
  AND NOT EXISTS { MATCH (p)-[d:SUPERIOR]->(:PartyOrganization) WHERE current(d) AND in_force(d) }
RETURN id AS id, above.id AS value
UNION ALL
// of each firm or private unit that it covers and that operates (who operates has a class), the main trade
UNWIND CASE WHEN $by = 'trade' THEN $ids ELSE [] END AS id
MATCH (p:PartyOrganization {id: id})-[covers:COVERS]->(o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE known(covers) AND in_force(covers) AND told(o.kind) IN ['firm', 'non_enterprise']
  AND alive(o)
  AND current(c) AND in_force(c)
MATCH (o)-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND known(f) AND in_force(f)
WITH id, o, split(min(f.id + ' ' + t.id), ' ')[1] AS trade
RETURN id AS id, trade AS value
UNION ALL
UNWIND CASE WHEN $by = 'name' THEN $ids ELSE [] END AS id
MATCH (p:PartyOrganization {id: id})
OPTIONAL MATCH (p)-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'name' AND known(s) AND in_force(s)
WITH p, max(s.valid_from) AS since
OPTIONAL MATCH (p)-[:HAS_STATEMENT]->(l:Statement)
WHERE l.attribute = 'name' AND known(l) AND in_force(l) AND l.valid_from = since
WITH p, min(until(l) + ' ' + l.value) AS name
RETURN p.id AS id, coalesce(substring(name, 11), told(p.name)) AS value
