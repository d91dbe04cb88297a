// title: 图的自述
// title_en: What the graph says of itself
// returns: [city, revision, loading, holder, underived, derived_with, token]
MATCH (g:Graph {id: 'zuzhitu'})
RETURN g.city AS city, g.revision AS revision, g.loading AS loading, g.holder AS holder,
       coalesce(g.underived, false) AS underived, g.derived_with AS derived_with, g.token AS token
