// title: 表示仍在导入
// title_en: Shows that the run is alive, on its own node so that no batch waits for it
// params: {run: the run that loads}
// returns: [beat]
MATCH (r:Run {id: $run})
SET r.beat = coalesce(r.beat, 0) + 1
RETURN r.beat AS beat
