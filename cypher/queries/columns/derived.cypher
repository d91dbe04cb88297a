// title: 现有推导关系成列
// title_en: The derived links of a type that are not retired, as lists of some thousands
// variants: derived
// returns: [bucket, start, id]
MATCH (a:START)-[d:TYPE]->(b:END)
WHERE current(d)
WITH right(d.id, 1) AS bucket, a, d
RETURN bucket, collect(a.id) AS start, collect(d.id) AS id
