// title: 图的自述
// title_en: What the graph says of itself
// returns: [city, revision, loading, holder, underived, token]
MATCH (g:Graph {id: 'zuzhitu'})
RETURN g.city AS city, g.revision AS revision, g.loading AS loading, g.holder AS holder,
       coalesce(g.underived, false) AS underived, g.token AS token
