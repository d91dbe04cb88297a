// title: 图的当前状态
// title_en: At which revision the graph stands, or stood when a run was finished, the date of its newest picture then, and a number that moves with the runs
// params: {run: a finished run at whose revision it is asked for or null}
// returns: [revision, newest, city, loading, token, runs, as_of]
OPTIONAL MATCH (g:Graph {id: 'zuzhitu'})
OPTIONAL MATCH (asked:Run {id: $run, state: 'finished'})
WITH g, coalesce(g.revision, 0) AS newest, CASE WHEN $run IS NULL THEN coalesce(g.revision, 0) ELSE asked.recorded END AS revision
OPTIONAL MATCH (r:Run)
WITH g, newest, revision, sum(CASE WHEN r IS NULL THEN 0 WHEN r.state = 'open' THEN 1 ELSE 2 END) AS runs,
     max(CASE WHEN r.state = 'finished' AND coalesce(r.accepted, 1) > 0 AND recorded_by(r) AND revision < coalesce(r.undone, 1000000000) THEN r.as_of END) AS as_of
RETURN revision AS revision, newest AS newest, g.city AS city, g.loading AS loading, g.token AS token, runs AS runs, as_of AS as_of
