// title: 本次新增或消除的问题
// title_en: Findings that this revision opens or resolves
// returns: [subject, check, severity, new]
MATCH (f:Finding)
WHERE f.recorded = $revision OR f.resolved = $revision
RETURN f.subject AS subject, f.check AS check, f.severity AS severity, coalesce(f.recorded, 0) = $revision AS new
ORDER BY subject, check
