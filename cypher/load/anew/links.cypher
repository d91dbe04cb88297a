// title: 一些主体的现有推导关系成列
// title_en: The derived links of a type of some subjects that are not retired, as lists
// variants: derived
// returns: [start, id]
UNWIND $rows AS key
MATCH (a:START {id: key})-[d:TYPE]->(b:END)
WHERE current(d)
RETURN collect(a.id) AS start, collect(d.id) AS id
