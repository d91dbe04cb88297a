// title: 组织在某一维度上的取值
// title_en: The values of organisations in one dimension of lists at a date; one without a value has no row
// params:
//   ids: organisations
//   by: kind, trade, region, coverage, lead, association, rule, operating or name
//   as_of: day of the picture
// returns: [id, value]
UNWIND CASE WHEN $by = 'kind' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})
RETURN id AS id, told(o.kind) AS value
UNION ALL
UNWIND CASE WHEN $by = 'trade' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND known(f) AND in_force(f)
RETURN id AS id, t.id AS value
UNION ALL
UNWIND CASE WHEN $by = 'region' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})-[seat:SEAT]->(r:Region)
WHERE current(seat) AND in_force(seat)
RETURN id AS id, r.id AS value
UNION ALL
// A supervising unit is no subject of the rules: it has no SEAT.
UNWIND CASE WHEN $by = 'region' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})-[l:LOCATED_IN]->(r:Region)
WHERE o.kind = 'supervising_unit' AND known(l) AND in_force(l)
RETURN id AS id, r.id AS value
UNION ALL
UNWIND CASE WHEN $by IN ['coverage', 'operating'] THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})-[:HAS_COVERAGE]->(c:Coverage)
WHERE o.kind <> 'supervising_unit' AND current(c) AND in_force(c)
// who operates has a class
RETURN id AS id, CASE $by WHEN 'coverage' THEN c.class ELSE 'true' END AS value
UNION ALL
UNWIND CASE WHEN $by = 'operating' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})
WHERE o.kind = 'supervising_unit'
RETURN id AS id, coalesce(toString(told(o.operating)), 'true') AS value
UNION ALL
UNWIND CASE WHEN $by = 'lead' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})-[l:LEAD]->(holder)
WHERE current(l) AND in_force(l)
RETURN id AS id, holder.id AS value
UNION ALL
UNWIND CASE WHEN $by = 'association' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})-[l:SUPERIOR]->(p:PartyOrganization)-[h:HOSTED_BY]->(a:Organization)
WHERE told(a.kind) = 'association'
  AND current(l) AND in_force(l)
  AND known(h) AND in_force(h)
RETURN id AS id, a.id AS value
UNION ALL
UNWIND CASE WHEN $by = 'rule' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})-[l:LEAD|SUPERIOR|SUPPORT]->(holder)
WHERE current(l) AND in_force(l)
RETURN id AS id, l.rule AS value
UNION ALL
UNWIND CASE WHEN $by = 'name' THEN $ids ELSE [] END AS id
MATCH (o:Organization {id: id})
OPTIONAL MATCH (o)-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'name' AND known(s) AND in_force(s)
WITH o, max(s.valid_from) AS since
OPTIONAL MATCH (o)-[:HAS_STATEMENT]->(l:Statement)
WHERE l.attribute = 'name' AND known(l) AND in_force(l) AND l.valid_from = since
WITH o, min(until(l) + ' ' + l.value) AS name
RETURN o.id AS id, coalesce(substring(name, 11), told(o.name)) AS value
