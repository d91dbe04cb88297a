// title: 主管单位党组织直接管理
// title_en: Directly under the leading unit
// summary: 有责任主体的，直接上级是该单位的党组织；一个单位有几个党组织的，依次为工委、党委、党组、总支、支部（默认）。
// summary_en: "Where there is a lead, the superior is the lead's Party organisation; of several: work committee, committee, leading group, general branch, branch (a default)."
// sentence: 对专业性较强、数量较少、暂不成立行业党组织的则由业务主管单位、行政挂靠单位党组织直接管理。
// sentence_en: Trades that are specialised or few in number and have no Party organisation of their own are led directly by the Party organisation of the supervising or affiliated unit.
// precedence: 2
// rule_sets: [V1, V2]
MATCH (o)-[lead:LEAD]->(unit)-[s:SPEAKS]->(p)
RETURN o AS subject, p AS holder, lead.provisional AS provisional, [s.rank] AS nearness
UNION ALL
MATCH (o)-[lead:LEAD]->(p:PartyOrganization)
RETURN o AS subject, p AS holder, lead.provisional AS provisional, [0] AS nearness
