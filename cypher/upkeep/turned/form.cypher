// title: 报表随之改变的数
// title_en: How many of a kind and a main trade come to a class on a day, and how many leave it
// params: {as_of: the day}
// returns: [kind, trade, class, came, total]
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE (c.recorded = $revision OR c.retired = $revision) AND in_force(c)
OPTIONAL MATCH (o)-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND known(f) AND in_force(f)
WITH o, c, split(min(f.id + ' ' + t.id), ' ')[1] AS trade
RETURN told(o.kind) AS kind, trade AS trade, c.class AS class, coalesce(c.recorded, 0) = $revision AS came, count(*) AS total
ORDER BY kind, trade, class, came
