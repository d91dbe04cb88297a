// title: 所在单位的党组织
// title_en: Its host's Party organisation
// precedence: 1
// rule_sets: [V0, V1, V2]
MATCH (p)-[:FOLLOWS {value: 'own'}]->(host)-[s:SPEAKS]->(h)
WHERE h <> p
RETURN p AS subject, h AS holder, null AS rule, [s.rank] AS nearness
