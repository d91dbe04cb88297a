// title: 本来源尚未终止的事实
// title_en: The facts of a source that have not ended
// params: {source: id of the source}
// variants: facts
// returns: [start, id]
MATCH (a:START)-[f:TYPE]->(b:END)
WHERE f.source = $source AND open_ended(f) AND known(f)
RETURN a.id AS start, f.id AS id
ORDER BY start, id
