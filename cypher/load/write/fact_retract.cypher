// title: 撤回事实
// title_en: Facts that were recorded wrongly
// params: {run: the run that retracts them}
// variants: facts
// returns: [written]
UNWIND $rows AS row
MATCH (a:START {id: row.start})-[f:TYPE]->(b:END {id: row.end})
WHERE f.id = row.id
SET f.retracted_run = $run, f.retracted = $revision, f.reason = row.reason
RETURN count(f) AS written
