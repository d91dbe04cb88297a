// title: 行业
// title_en: The controlled list of trades
// returns: [id, name]
MATCH (t:Trade)
RETURN t.id AS id, t.name AS name
ORDER BY id
