// title: 建立图的自述节点，或更新其版本
// title_en: Makes the node that describes the graph, or brings its version up to date
// params: {schema_version: integer, city: region code or null, test: boolean}
// returns: [schema_version, city, revision, test]
MERGE (g:Graph {id: 'zuzhitu'})
ON CREATE SET g.revision = 0, g.test = $test
SET g.schema_version = $schema_version, g.city = coalesce(g.city, $city)
RETURN g.schema_version AS schema_version, g.city AS city, g.revision AS revision, g.test AS test
