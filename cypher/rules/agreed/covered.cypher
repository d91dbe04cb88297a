// title: 一致的直接上级
// title_en: The superior that all agree on
// precedence: 0
MATCH (p)-[:FOLLOWS {value: 'agree'}]->(o)-[s:SUPERIOR]->(h)
RETURN p AS subject, h AS holder, s.rule AS rule, s.rule_set AS rule_set, s.provisional AS provisional
