// title: 活动载体
// title_en: The campaigns as the graph has them
// returns: [id, name, name_en, sentence, trades]
MATCH (c:Campaign)
WHERE recorded(c)
RETURN c.id AS id, c.name AS name, c.name_en AS name_en, c.sentence AS sentence, c.trades AS trades
ORDER BY id
