// title: 行业协会党组织
// title_en: Party organisation of the trade association
// summary: 主行业有协会党委或党总支、且活动区域相符的，为直接上级；区域不符的，为依托。协会自身除外。
// summary_en: The association Party committee or general branch of the main trade is the superior where its region fits, a support where it does not; never for the association itself.
// sentence: 同一行业数量较多的社会中介组织，依托行业自律管理组织——行业协会，成立行业协会党委或党总支，开展本行业的党建工作。
// sentence_en: Where a trade has many intermediaries, a Party committee or general branch is founded with the trade association, and carries the Party work of the trade.
// precedence: 1
// rule_sets: [V1, V2]
MATCH (region)<-[:LEVEL]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[:HOSTED_BY]-(p)-[:ACTS]->(region)
WHERE p.kind IN ['committee', 'general_branch'] AND a <> o
RETURN o AS subject, p AS holder, [3 - region.depth] AS nearness
UNION ALL
MATCH (by)<-[:STATED_LEVEL]-(o)-[:IN_TRADE {main: true}]->(trade)<-[:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[:HOSTED_BY]-(p)-[:ACTS]->(region)
WHERE p.kind IN ['committee', 'general_branch'] AND a <> o AND region.id = $city
  AND (trade.association_scope = 'city_wide' OR trade.id IN $city_wide)
RETURN o AS subject, p AS holder, [3 - region.depth] AS nearness
