// title: 图的当前状态
// title_en: What state the graph is in, and the date of its newest picture
// returns: [revision, city, loading, as_of]
OPTIONAL MATCH (g:Graph {id: 'zuzhitu'})
WITH g
OPTIONAL MATCH (r:Run)
WHERE r.state = 'finished' AND coalesce(r.accepted, 1) > 0
WITH g, max(r.as_of) AS as_of
RETURN g.revision AS revision, g.city AS city, g.loading AS loading, as_of AS as_of
