// title: 成立日期改变后，修正其未注明起始日期的事实（起点）
// title_en: After a founding changed, mends the undated facts that begin there
// params: {always: the date that stands for always}
// variants: facts
// returns: [written]
UNWIND $rows AS row
WITH row.id AS key
MATCH (a:START {id: key})-[f:TYPE]->(b:END)
WHERE f.assumed_start = true AND known(f)
WITH f, coalesce(a.founded, $always) AS one, coalesce(b.founded, $always) AS other
WITH f, CASE WHEN one > other THEN one ELSE other END AS later
WHERE f.valid_from <> later
SET f.valid_from = later
RETURN count(f) AS written
