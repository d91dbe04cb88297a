// title: 同样导入过、其后图未有改动的批次
// title_en: The finished runs of a source that were asked so, and left the graph as it stands, newest first
// params: {source: id of the source, asked: a hash of what was read and how, token: what the graph is known by}
// returns: [id, report, repeats, absent]
MATCH (r:Run {source: $source})
WHERE r.asked = $asked AND r.stands = $token AND r.repeats IS NOT NULL AND r.state = 'finished' AND r.undone_run IS NULL
RETURN r.id AS id, r.report AS report, r.repeats AS repeats, coalesce(r.absent, false) AS absent
ORDER BY r.number DESC
LIMIT 1
