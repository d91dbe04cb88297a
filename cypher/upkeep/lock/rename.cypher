// title: 改正占用本图的批次
// title_en: The run that holds the graph has another number than it was taken with
// params: {run: the run that loads}
// returns: [loading]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.loading = $run
RETURN g.loading AS loading
