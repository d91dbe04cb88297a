// title: 图的运行状况
// title_en: At which revision the graph stands, when its newest run was finished, and which run holds it, since when and for whom
// params: {}
// returns: [revision, finished, loading, started, holder]
OPTIONAL MATCH (g:Graph {id: 'zuzhitu'})
OPTIONAL MATCH (r:Run)
WITH g, max(CASE WHEN r.state = 'finished' THEN r.finished END) AS finished,
     max(CASE WHEN r.id = g.loading THEN r.started END) AS started
RETURN coalesce(g.revision, 0) AS revision, finished AS finished, g.loading AS loading, started AS started, g.holder AS holder
