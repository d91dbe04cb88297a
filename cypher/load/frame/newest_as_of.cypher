// title: 已完成且采用过记录的批次中最新的截止日期
// title_en: The newest as-of of any finished run that accepted a row
// params: {without: the id of a run that counts no more or an empty text}
// returns: [as_of]
MATCH (r:Run {state: 'finished'})
WHERE r.as_of IS NOT NULL AND coalesce(r.accepted, 1) > 0 AND r.undone_run IS NULL AND r.id <> $without
RETURN max(r.as_of) AS as_of
