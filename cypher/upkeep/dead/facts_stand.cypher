// title: 恢复未完成批次终止或撤回的事实
// title_en: Facts that a command ended or retracted which was never closed stand as before
// params: {closed: the last closed revision, open: the date that stands for open}
// variants: facts
// returns: [undone]
MATCH (a:START)-[f:TYPE]->(b:END)
WHERE unclosed(f.ended) OR unclosed(f.retracted)
SET f.valid_to = CASE WHEN unclosed(f.ended) THEN $open ELSE f.valid_to END,
    f.ended_run = CASE WHEN unclosed(f.ended) THEN null ELSE f.ended_run END,
    f.retracted_run = CASE WHEN unclosed(f.retracted) THEN null ELSE f.retracted_run END,
    f.reason = CASE WHEN unclosed(f.retracted) THEN null ELSE f.reason END
SET f.ended = CASE WHEN unclosed(f.ended) THEN null ELSE f.ended END,
    f.retracted = CASE WHEN unclosed(f.retracted) THEN null ELSE f.retracted END
RETURN count(f) AS undone
