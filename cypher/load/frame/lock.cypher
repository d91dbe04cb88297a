// title: 谁占用本图
// title_en: Which run holds the graph, and how often it has shown that it is alive
// returns: [loading, holder, fence, beat]
MATCH (g:Graph {id: 'zuzhitu'})
OPTIONAL MATCH (r:Run {id: g.loading})
RETURN g.loading AS loading, g.holder AS holder, g.fence AS fence, coalesce(g.batch, 0) + coalesce(r.beat, 0) AS beat
