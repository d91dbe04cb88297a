// title: 批次的报告
// title_en: The reports of finished runs
// params:
//   runs: their ids, null for all
// returns: [id, report]
MATCH (r:Run)
WHERE r.state = 'finished'
  AND ($runs IS NULL OR r.id IN $runs)
RETURN r.id AS id, r.report AS report
ORDER BY id
