// title: 属地党组织（2003年7月以前）
// title_en: Territorial Party organisation (before July 2003)
// precedence: 1
// rule_sets: [V0]
MATCH (o)-[t:TERRITORY]->(p)
RETURN o AS subject, p AS holder, [t.rank] AS nearness
