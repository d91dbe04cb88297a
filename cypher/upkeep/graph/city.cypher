// title: 记下本图的城市
// title_en: Keeps the city of the graph, once
// params: {city: code of the city's region}
// returns: [city]
MERGE (g:Graph {id: 'zuzhitu'})
SET g.city = coalesce(g.city, $city)
RETURN g.city AS city
