// title: 本次未留下任何写入
// title_en: Nothing of this command is left in the graph, so that the next one need not look for it
// params: {before: the city of the graph before it or null}
// returns: [attempt]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.attempt = g.revision, g.city = $before
RETURN g.attempt AS attempt
