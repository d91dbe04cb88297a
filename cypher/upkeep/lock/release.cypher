// title: 导入结束，释放图
// title_en: Ends the runs of a command and counts the revision on where something happened
// params: {run: the run that took the lock, number: the fence that it got with it, step: 1 or 0, token: what the graph is known by from now on, underived: whether facts have changed that nothing was derived from or null as before, derived_with: the parameters that were derived with or null as before, runs: what the runs end with}
// returns: [revision]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.touched = coalesce(g.touched, 0) + 1
WITH g
WHERE g.fence = $number AND g.loading = $run
SET g.token = $token, g.loading = null, g.holder = null, g.batch = null, g.note = null, g.touched = null, g.underived = coalesce($underived, g.underived), g.derived_with = coalesce($derived_with, g.derived_with), g.revision = CASE WHEN $step = 1 THEN g.attempt ELSE coalesce(g.revision, 0) END
WITH g
// a list without an element would end the statement here
UNWIND $runs + [{id: '', properties: {}}] AS ended
OPTIONAL MATCH (r:Run {id: ended.id})
FOREACH (run IN CASE WHEN r IS NULL THEN [] ELSE [r] END | SET run += ended.properties)
RETURN max(g.revision) AS revision
