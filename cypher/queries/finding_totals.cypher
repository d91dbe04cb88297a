// title: 各检查项的问题数
// title_en: How many findings of each check are open
// returns: [check, severity, findings]
MATCH (f:Finding)
WHERE unresolved(f)
RETURN f.check AS check, f.severity AS severity, count(*) AS findings
ORDER BY check, severity
