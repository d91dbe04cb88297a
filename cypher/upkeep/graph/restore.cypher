// title: 恢复图的城市与版本
// title_en: The city and the revision of an imported graph, and whether its rules are still to be run
// params: {city: code of the city's region or null, revision: integer, underived: boolean or null, derived_with: parameters that its rules ran with or null}
// returns: [city, revision]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.city = coalesce(g.city, $city), g.revision = $revision, g.underived = $underived, g.derived_with = $derived_with
RETURN g.city AS city, g.revision AS revision
