// title: 图的当前状态
// title_en: What state the graph is in, how many runs it has seen, and the date of its newest picture
// returns: [revision, city, loading, runs, as_of]
OPTIONAL MATCH (g:Graph {id: 'zuzhitu'})
WITH g
OPTIONAL MATCH (r:Run)
WITH g, count(r) AS runs, max(CASE WHEN r.state = 'finished' AND coalesce(r.accepted, 1) > 0 THEN r.as_of END) AS as_of
RETURN g.revision AS revision, g.city AS city, g.loading AS loading, runs AS runs, as_of AS as_of
