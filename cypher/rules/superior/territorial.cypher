// texts: lead/territorial
// precedence: 1
// rule_sets: [V0]
MATCH (o)-[t:TERRITORY]->(p)
RETURN o AS subject, p AS holder, [t.rank] AS nearness
