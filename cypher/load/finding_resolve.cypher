// title: 问题已消除
// title_en: Findings that are gone
// params: {run: the run in which they are gone}
UNWIND $rows AS row
MATCH (f:Finding {id: row.id})
SET f.resolved_run = $run, f.resolved = $revision
