// title: 行业的批准层级
// title_en: Level of the trade
// precedence: 1
MATCH (o)-[:IN_TRADE {main: true}]->(trade)
WHERE trade.approved_at IS NOT NULL
RETURN o AS subject, trade AS holder, trade.approved_at AS value, 4 AS rank
