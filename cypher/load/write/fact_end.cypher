// title: 终止事实
// title_en: Facts that have ended
// params: {run: the run that ends them}
// variants: facts
// returns: [written]
UNWIND $rows AS row
MATCH (a:START {id: row.start})-[f:TYPE]->(b:END {id: row.end})
WHERE f.id = row.id
SET f.valid_to = row.valid_to, f.ended_run = $run, f.ended = $revision
RETURN count(f) AS written
