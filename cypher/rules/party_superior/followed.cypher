// title: 随从
// title_en: Follows
// precedence: 1
MATCH (p)-[:FOLLOWS {value: 'superior'}]->(o)-[s:SUPERIOR]->(h)
WHERE h <> p
RETURN p AS subject, h AS holder, s.rule AS rule, s.rule_set AS rule_set, s.provisional AS provisional
UNION ALL
MATCH (p)-[:FOLLOWS {value: 'host'}]->(host)-[s:SUPERIOR]->(h)
WHERE h <> p
RETURN p AS subject, h AS holder, null AS rule, s.rule_set AS rule_set, s.provisional AS provisional
UNION ALL
MATCH (p)-[a:AGREED]->(h)
WHERE h <> p
RETURN p AS subject, h AS holder, a.rule AS rule, a.rule_set AS rule_set, a.provisional AS provisional
