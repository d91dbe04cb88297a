// title: 导入结束，释放图
// title_en: Ends a load and counts the revision on where something happened
// params: {run: the run that loaded, number: the fence that it got with the lock, step: 1 or 0}
// returns: [revision]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.touched = coalesce(g.touched, 0) + 1
WITH g
WHERE g.fence = $number AND g.loading = $run
SET g.loading = null, g.holder = null, g.batch = null, g.note = null, g.touched = null, g.revision = coalesce(g.revision, 0) + $step
RETURN g.revision AS revision
