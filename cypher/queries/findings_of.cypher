// title: 对象的问题
// title_en: Open findings about one subject
// params:
//   id: the subject
// returns: [id, check, severity, accepted]
MATCH (f:Finding {subject: $id})
WHERE unresolved(f)
RETURN f.id AS id, f.check AS check, f.severity AS severity, told(f.accepted) AS accepted
ORDER BY id
