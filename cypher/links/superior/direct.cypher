// title: 主管单位党组织直接管理
// title_en: Directly under the leading unit
// precedence: 2
// rule_sets: [V1, V2]
MATCH (o)-[lead:LEAD]->(unit)-[s:SPEAKS]->(p)
RETURN o AS subject, p AS holder, lead.provisional AS provisional, [s.rank] AS nearness
UNION ALL
MATCH (o)-[lead:LEAD]->(p:PartyOrganization)
RETURN o AS subject, p AS holder, lead.provisional AS provisional, [0] AS nearness
