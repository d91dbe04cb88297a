// title: 恢复图的城市与版本
// title_en: The city and the revision of an imported graph
// params: {city: code of the city's region or null, revision: integer}
// returns: [city, revision]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.city = coalesce(g.city, $city), g.revision = $revision
RETURN g.city AS city, g.revision AS revision
