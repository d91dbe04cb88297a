// title: 问题
// title_en: Findings by id
// params:
//   ids: findings
// returns: [id, check, subject, label, severity, detail, accepted, opened_run, resolved_run]
UNWIND $ids AS id
MATCH (f:Finding {id: id})
RETURN f.id AS id, f.check AS check, f.subject AS subject, f.label AS label, f.severity AS severity, told(f.detail) AS detail,
       told(f.accepted) AS accepted,
       f.opened_run AS opened_run, CASE WHEN unresolved(f) THEN null ELSE f.resolved_run END AS resolved_run
ORDER BY id
