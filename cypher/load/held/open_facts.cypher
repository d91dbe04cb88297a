// title: 本来源尚未终止的事实；某日已终止的组织除外
// title_en: The facts of a source that have not ended, of whom is not closed on a day
// params: {source: id of the source, day: a day}
// variants: facts
// returns: [start, id]
MATCH (a:START)-[f:TYPE]->(b:END)
WHERE f.source = $source AND open_ended(f) AND known(f) AND (a.closed IS NULL OR a.closed > $day OR a.left IS NOT NULL)
RETURN a.id AS start, f.id AS id
ORDER BY start, id
