// title: 恢复未完成批次终止、撤回或停用的关系
// title_en: Relationships that a command ended, retracted or retired which was never closed stand as before
// params: {closed: the last closed revision, open: the date that stands for open}
// variants: relationships
// returns: [undone]
MATCH (a:START)-[f:TYPE]->(b:END)
WHERE unclosed(f.ended) OR unclosed(f.retracted) OR unclosed(f.retired)
SET f.valid_to = CASE WHEN unclosed(f.ended) THEN $open ELSE f.valid_to END,
    f.ended_run = CASE WHEN unclosed(f.ended) THEN null ELSE f.ended_run END,
    f.retracted_run = CASE WHEN unclosed(f.retracted) THEN null ELSE f.retracted_run END,
    f.reason = CASE WHEN unclosed(f.retracted) THEN null ELSE f.reason END,
    f.retired_run = CASE WHEN unclosed(f.retired) THEN null ELSE f.retired_run END
SET f.ended = CASE WHEN unclosed(f.ended) THEN null ELSE f.ended END,
    f.retracted = CASE WHEN unclosed(f.retracted) THEN null ELSE f.retracted END,
    f.retired = CASE WHEN unclosed(f.retired) THEN null ELSE f.retired END
RETURN count(f) AS undone
