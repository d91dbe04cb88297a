// texts: superior/direct
// precedence: 1
// rule_sets: [V1, V2]
MATCH (p)-[:FOLLOWS {value: 'lead'}]->(host)-[lead:LEAD]->(unit)-[s:SPEAKS]->(h)
WHERE h <> p
RETURN p AS subject, h AS holder, lead.provisional AS provisional, [s.rank] AS nearness
UNION ALL
MATCH (p)-[:FOLLOWS {value: 'lead'}]->(host)-[lead:LEAD]->(h:PartyOrganization)
WHERE h <> p
RETURN p AS subject, h AS holder, lead.provisional AS provisional, [0] AS nearness
