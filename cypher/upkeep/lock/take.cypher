// title: 占用图以便导入
// title_en: Takes the graph for one load, or takes it over from a dead holder
// params: {run: the run that loads, holder: the process that loads, dead: a holder known to be dead or null}
// returns: [holder]
MERGE (g:Graph {id: 'zuzhitu'})
WITH g
WHERE g.loading IS NULL OR g.holder = $holder OR g.holder = $dead
SET g.loading = $run, g.holder = $holder
RETURN g.holder AS holder
