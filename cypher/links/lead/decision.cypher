// title: 既有决定
// title_en: Recorded decision
// precedence: 0
// rule_sets: [V0, V1, V2]
MATCH (o)-[d:DECIDED {role: 'lead'}]->(h)
RETURN o AS subject, h AS holder, [0 - day(d.valid_from)] AS nearness
