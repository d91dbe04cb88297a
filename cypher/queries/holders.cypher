// title: 名称
// title_en: Name at the date, kind and life of whatever a fact can end at
// params:
//   ids: organisations, Party organisations, regions, trades
//   as_of: day of the picture
// returns: [id, label, name, name_then, kind, founded, closed]
UNWIND $ids AS id
MATCH (n:Organization {id: id})
WHERE known(n)
OPTIONAL MATCH (n)-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'name' AND known(s) AND in_force(s)
WITH n, max(s.valid_from) AS since
OPTIONAL MATCH (n)-[:HAS_STATEMENT]->(l:Statement)
WHERE l.attribute = 'name' AND known(l) AND in_force(l) AND l.valid_from = since
WITH n, min(until(l) + ' ' + l.value) AS name
RETURN n.id AS id, 'Organization' AS label, told(n.name) AS name, name AS name_then, told(n.kind) AS kind,
       shown(n.founded) AS founded, closed_then(n) AS closed
UNION ALL
UNWIND $ids AS id
MATCH (n:PartyOrganization {id: id})
WHERE known(n)
OPTIONAL MATCH (n)-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'name' AND known(s) AND in_force(s)
WITH n, max(s.valid_from) AS since
OPTIONAL MATCH (n)-[:HAS_STATEMENT]->(l:Statement)
WHERE l.attribute = 'name' AND known(l) AND in_force(l) AND l.valid_from = since
WITH n, min(until(l) + ' ' + l.value) AS name
RETURN n.id AS id, 'PartyOrganization' AS label, told(n.name) AS name, name AS name_then, told(n.kind) AS kind,
       shown(n.founded) AS founded, shown(n.closed) AS closed
UNION ALL
UNWIND $ids AS id
MATCH (n:Region {id: id})
WHERE known(n)
RETURN n.id AS id, 'Region' AS label, told(n.name) AS name, null AS name_then, told(n.rank) AS kind,
       shown(n.founded) AS founded, shown(n.closed) AS closed
UNION ALL
UNWIND $ids AS id
MATCH (n:Trade {id: id})
WHERE known(n)
RETURN n.id AS id, 'Trade' AS label, told(n.name) AS name, null AS name_then, null AS kind,
       null AS founded, null AS closed
