// title: 已完成批次中最新的截止日期
// title_en: The newest as-of of any finished run
// returns: [as_of]
MATCH (r:Run {state: 'finished'})
WHERE r.as_of IS NOT NULL
RETURN max(r.as_of) AS as_of
