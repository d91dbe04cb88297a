// title: 撤回记述
// title_en: Dated values that were recorded wrongly
// params: {run: the run that retracts them}
// variants: nodes
// returns: [written]
UNWIND $rows AS row
MATCH (e:LABEL {id: row.id})
SET e.retracted_run = $run, e.retracted = $revision, e.reason = row.reason
RETURN count(e) AS written
