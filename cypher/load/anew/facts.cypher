// title: 一些节点的事实成列
// title_en: The facts of a type that begin at some nodes and that nobody has retracted, as lists
// variants: facts
// returns: [start, end, id, valid_from, valid_to, level, main, civil, role, result]
UNWIND $rows AS key
MATCH (a:START {id: key})-[f:TYPE]->(b:END)
WHERE known(f)
RETURN collect(a.id) AS start, collect(b.id) AS end, collect(f.id) AS id, collect(f.valid_from) AS valid_from,
       collect(f.valid_to) AS valid_to, collect(coalesce(f.level, '')) AS level, collect(coalesce(f.main, false)) AS main,
       collect(coalesce(f.civil, false)) AS civil, collect(coalesce(f.role, '')) AS role, collect(coalesce(f.result, '')) AS result
