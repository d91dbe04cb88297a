// title: 行业
// title_en: The controlled list of trades
// returns: [id, name]
MATCH (t:Trade)
WHERE known(t)
RETURN t.id AS id, told(t.name) AS name
ORDER BY id
