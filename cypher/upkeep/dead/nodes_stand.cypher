// title: 恢复未完成批次终止、撤回、停用或消除的节点
// title_en: Dated values, coverage and findings that a command ended, retracted, retired or resolved which was never closed
// params: {closed: the last closed revision, open: the date that stands for open}
// variants: nodes
// returns: [undone]
MATCH (n:LABEL)
WHERE n.ended > $closed OR n.retracted > $closed OR n.retired > $closed OR n.resolved > $closed
SET n.valid_to = CASE WHEN n.ended > $closed THEN $open ELSE n.valid_to END,
    n.ended_run = CASE WHEN n.ended > $closed THEN null ELSE n.ended_run END,
    n.retracted_run = CASE WHEN n.retracted > $closed THEN null ELSE n.retracted_run END,
    n.reason = CASE WHEN n.retracted > $closed THEN null ELSE n.reason END,
    n.retired_run = CASE WHEN n.retired > $closed THEN null ELSE n.retired_run END,
    n.resolved_run = CASE WHEN n.resolved > $closed THEN null ELSE n.resolved_run END
SET n.ended = CASE WHEN n.ended > $closed THEN null ELSE n.ended END,
    n.retracted = CASE WHEN n.retracted > $closed THEN null ELSE n.retracted END,
    n.retired = CASE WHEN n.retired > $closed THEN null ELSE n.retired END,
    n.resolved = CASE WHEN n.resolved > $closed THEN null ELSE n.resolved END
RETURN count(n) AS undone
