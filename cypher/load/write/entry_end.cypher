// title: 终止记述
// title_en: Dated values that have ended
// params: {run: the run that ends them}
// variants: nodes
// returns: [written]
UNWIND $rows AS row
MATCH (e:LABEL {id: row.id})
SET e.valid_to = row.valid_to, e.ended_run = $run, e.ended = $revision
RETURN count(e) AS written
