// title: 占用图以便导入
// title_en: Takes the graph for one run, or takes it over from a holder that is gone
// params: {run: the run that loads, holder: who loads, over: the fence of a holder that is gone or null}
// returns: [fence, revision, closed]
MERGE (g:Graph {id: 'zuzhitu'})
// written before anything is tested: of two that come together the second waits here, and sees the first
SET g.touched = coalesce(g.touched, 0) + 1
WITH g
WHERE g.loading IS NULL OR g.holder = $holder OR g.fence = $over
SET g.attempt = CASE WHEN g.holder = $holder THEN g.attempt
                     WHEN coalesce(g.attempt, 0) > coalesce(g.revision, 0) THEN g.attempt + 1 ELSE coalesce(g.revision, 0) + 1 END
SET g.fence = CASE WHEN g.holder = $holder THEN g.fence ELSE coalesce(g.fence, 0) + 1 END,
    g.loading = $run, g.holder = $holder, g.batch = 0, g.note = null
RETURN g.fence AS fence, g.attempt AS revision, coalesce(g.revision, 0) AS closed
