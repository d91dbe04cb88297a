// title: 恢复未完成批次停用的推导关系
// title_en: Derived links that a command retired which was never closed stand as before
// params: {closed: the last closed revision}
// variants: derived
// returns: [undone]
MATCH (a:START)-[f:TYPE]->(b:END)
WHERE unclosed(f.retired)
SET f.retired = null, f.retired_run = null
RETURN count(f) AS undone
