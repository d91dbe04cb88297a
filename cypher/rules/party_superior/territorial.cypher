// texts: lead/territorial
// precedence: 1
// rule_sets: [V0]
MATCH (p)-[:FOLLOWS {value: 'lead'}]->(host)-[t:TERRITORY]->(h)
WHERE h <> p
RETURN p AS subject, h AS holder, [t.rank] AS nearness
