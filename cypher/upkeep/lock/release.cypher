// title: 导入结束，释放图
// title_en: Ends a load and counts the revision on where something happened
// params: {holder: the process that loaded, step: 1 or 0}
// returns: [revision]
MATCH (g:Graph {id: 'zuzhitu'})
WHERE g.holder = $holder
SET g.loading = null, g.holder = null, g.revision = coalesce(g.revision, 0) + $step
RETURN g.revision AS revision
