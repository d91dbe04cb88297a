// title: 图的版本、城市与修订号
// title_en: Version, city and revision of the graph
// returns: [schema_version, city, revision, test]
MATCH (g:Graph {id: 'zuzhitu'})
RETURN g.schema_version AS schema_version, g.city AS city, g.revision AS revision, g.test AS test
