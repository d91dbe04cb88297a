// title: 批次新增和消除的问题
// title_en: Findings that a run opened or resolved
// params:
//   run: the run
// returns: [check, subject, label, severity, detail, new]
MATCH (f:Finding)
WHERE f.opened_run = $run OR f.resolved_run = $run
RETURN f.check AS check, f.subject AS subject, f.label AS label, f.severity AS severity, f.detail AS detail,
       f.opened_run = $run AS new
ORDER BY check, subject
