// title: 有效层级
// title_en: Effective level
// precedence: 0
MATCH (o)-[stated:STATED_LEVEL]->(by)
WHERE stated.value <> 'district'
RETURN o AS subject, $city AS holder, stated.value AS value, stated.rank AS rank
UNION ALL
MATCH (by)<-[stated:STATED_LEVEL {value: 'district'}]-(o)-[:DISTRICT]->(district)
RETURN o AS subject, district AS holder, stated.value AS value, stated.rank AS rank
