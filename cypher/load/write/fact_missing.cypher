// title: 缺少一端的事实
// title_en: Facts that lack an end
// variants: facts
// returns: [id, start, end]
UNWIND $rows AS row
OPTIONAL MATCH (a:START {id: row.start})
OPTIONAL MATCH (b:END {id: row.end})
WITH row, a, b
WHERE a IS NULL OR b IS NULL
RETURN row.id AS id, a.id AS start, b.id AS end
