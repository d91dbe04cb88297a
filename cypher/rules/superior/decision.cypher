// texts: lead/decision
// precedence: 0
// rule_sets: [V0, V1, V2]
MATCH (o)-[d:DECIDED {role: 'superior'}]->(h:PartyOrganization)
RETURN o AS subject, h AS holder, [0 - day(d.valid_from), 0] AS nearness
UNION ALL
MATCH (o)-[d:DECIDED {role: 'superior'}]->(unit)-[s:SPEAKS]->(h)
RETURN o AS subject, h AS holder, [0 - day(d.valid_from), s.rank] AS nearness
