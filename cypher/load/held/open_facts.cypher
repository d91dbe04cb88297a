// title: 本来源尚未终止的事实
// title_en: The facts of a source that have not ended, with when whom they are about closed, and why it left
// params: {source: id of the source}
// variants: facts
// returns: [start, id, closed, left]
MATCH (a:START)-[f:TYPE]->(b:END)
WHERE f.source = $source AND open_ended(f) AND known(f)
RETURN a.id AS start, f.id AS id, a.closed AS closed, a.left AS left
ORDER BY start, id
