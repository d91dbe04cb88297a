// texts: superior/association
// precedence: 1
// rule_sets: [V1, V2]
MATCH (o)-[:IN_TRADE {main: true}]->(trade)<-[:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[:HOSTED_BY]-(p)-[:ACTS]->(region)
WHERE p.kind IN ['committee', 'general_branch'] AND a <> o AND region.id = $city
RETURN o AS subject, p AS holder, [3 - region.depth] AS nearness
UNION ALL
MATCH (place)<-[:SEAT]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[:HOSTED_BY]-(p)-[:ACTS]->(region)<-[:PART_OF*0..3]-(place)
WHERE p.kind IN ['committee', 'general_branch'] AND a <> o AND region.id <> $city
RETURN o AS subject, p AS holder, [3 - region.depth] AS nearness
