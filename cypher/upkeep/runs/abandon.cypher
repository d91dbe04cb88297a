// title: 占用者已不在的批次记为失败
// title_en: Marks the runs that a dead process left open as failed
// params: {run: the run that took the graph over}
// returns: [id]
MATCH (r:Run {state: 'open'})
WHERE r.id <> $run
SET r.state = 'failed', r.beat = null
RETURN r.id AS id
