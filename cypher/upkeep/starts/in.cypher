// title: 成立日期改变后，修正其未注明起始日期的事实（终点）
// title_en: After a founding changed, mends the undated facts that end there
// params: {run: the run that says so, always: the date that stands for always}
// variants: facts
// returns: [written]
UNWIND $rows AS row
WITH row.id AS key
MATCH (b:END {id: key})<-[f:TYPE]-(a:START)
WHERE f.assumed_start = true AND known(f)
WITH a, b, f, coalesce(a.founded, $always) AS one, coalesce(b.founded, $always) AS other
WITH a, b, f, CASE WHEN one > other THEN one ELSE other END AS later
WHERE not_from(f)
CREATE (a)-[moved:TYPE]->(b)
SET moved = properties(f), moved.id = f.id + '.' + later, moved.valid_from = later,
    moved.recorded_run = $run, moved.recorded = $revision
SET f.retracted_run = $run, f.retracted = $revision, f.reason = 'founded'
RETURN count(f) AS written
