// title: 未解决的问题
// title_en: Findings of a check that are open
// params: {check: id of the check}
// returns: [id, subject, detail, opened_run, accepted]
MATCH (f:Finding)
WHERE f.check = $check AND unresolved(f)
RETURN f.id AS id, f.subject AS subject, f.detail AS detail, f.opened_run AS opened_run, f.accepted AS accepted
