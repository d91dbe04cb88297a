// title: 组织概要
// title_en: Kind, name, main trade, seat and class of organisations at a date
// params:
//   ids: organisations
//   as_of: day of the picture
// returns: [id, kind, name, name_then, founded, closed, operating, trade, region, class]
UNWIND $ids AS id
MATCH (o:Organization {id: id})
OPTIONAL MATCH (o)-[:HAS_STATEMENT]->(n:Statement)
WHERE n.attribute = 'name' AND known(n) AND in_force(n)
WITH o, max(n.valid_from) AS since
OPTIONAL MATCH (o)-[:HAS_STATEMENT]->(l:Statement)
WHERE l.attribute = 'name' AND known(l) AND in_force(l) AND l.valid_from = since
WITH o, min(until(l) + ' ' + l.value) AS name
OPTIONAL MATCH (o)-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND known(f) AND in_force(f)
WITH o, name, min(f.id + ' ' + t.id) AS trade
OPTIONAL MATCH (o)-[seat:SEAT]->(r:Region)
WHERE current(seat) AND in_force(seat)
WITH o, name, trade, split(min(seat.id + ' ' + r.id), ' ')[1] AS region
// No rule settles the seat of a supervising unit: of its own the finest, then the smallest fact id, as the rule does.
OPTIONAL MATCH (o)-[l:LOCATED_IN]->(at:Region)
WHERE o.kind = 'supervising_unit' AND known(l) AND in_force(l)
WITH o, name, trade, region, min(toString(9 - toInteger(told(at.depth))) + ' ' + l.id + ' ' + at.id) AS sits
WITH o, name, trade, coalesce(region, split(sits, ' ')[2]) AS region
OPTIONAL MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
WITH o, name, trade, region, min(c.class) AS class
RETURN o.id AS id, told(o.kind) AS kind, told(o.name) AS name, name AS name_then, shown(o.founded) AS founded, closed_then(o) AS closed,
       // who operates has a class; a supervising unit never has one
       CASE WHEN o.kind = 'supervising_unit' THEN (coalesce(toString(told(o.operating)), 'true') = 'true') AND alive(o)
            ELSE class IS NOT NULL END AS operating,
       split(trade, ' ')[1] AS trade, region AS region, class AS class
ORDER BY id
