// title: 行业协会党组织
// title_en: Party organisation of the trade association
// precedence: 1
// rule_sets: [V1, V2]
MATCH (region)<-[:LEVEL]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[:HOSTED_BY]-(p)-[:ACTS]->(region)
WHERE p.kind IN ['committee', 'general_branch'] AND a <> o
RETURN o AS subject, p AS holder, [3 - region.depth] AS nearness
UNION ALL
MATCH (answering)<-[:LEVEL]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[:HOSTED_BY]-(p)-[:ACTS]->(region)
WHERE p.kind IN ['committee', 'general_branch'] AND a <> o AND region.id = $city
  AND (trade.association_scope = 'city_wide' OR trade.id IN $city_wide)
RETURN o AS subject, p AS holder, [3 - region.depth] AS nearness
