// title: 恢复未完成批次终止、撤回、停用或消除的节点
// title_en: Dated values, coverage and findings that a command ended, retracted, retired or resolved which was never closed
// params: {closed: the last closed revision, open: the date that stands for open}
// variants: nodes
// returns: [undone]
MATCH (n:LABEL)
WHERE unclosed(n.ended) OR unclosed(n.retracted) OR unclosed(n.retired) OR unclosed(n.resolved)
SET n.valid_to = CASE WHEN unclosed(n.ended) THEN $open ELSE n.valid_to END,
    n.ended_run = CASE WHEN unclosed(n.ended) THEN null ELSE n.ended_run END,
    n.retracted_run = CASE WHEN unclosed(n.retracted) THEN null ELSE n.retracted_run END,
    n.reason = CASE WHEN unclosed(n.retracted) THEN null ELSE n.reason END,
    n.retired_run = CASE WHEN unclosed(n.retired) THEN null ELSE n.retired_run END,
    n.resolved_run = CASE WHEN unclosed(n.resolved) THEN null ELSE n.resolved_run END
SET n.ended = CASE WHEN unclosed(n.ended) THEN null ELSE n.ended END,
    n.retracted = CASE WHEN unclosed(n.retracted) THEN null ELSE n.retracted END,
    n.retired = CASE WHEN unclosed(n.retired) THEN null ELSE n.retired END,
    n.resolved = CASE WHEN unclosed(n.resolved) THEN null ELSE n.resolved END
RETURN count(n) AS undone
