// title: 规则的推导关系数
// title_en: How many links each rule has derived, and how many hold at a date
// params:
//   as_of: day of the picture
// returns: [rule, links, in_force]
MATCH (s:Organization)-[l:LEAD|SUPERIOR|SUPPORT]->(holder)
WHERE current(l) AND l.rule IS NOT NULL
RETURN l.rule AS rule, sum(CASE WHEN goes_on(l) THEN 0 ELSE 1 END) AS links,
       sum(CASE WHEN in_force(l) THEN 1 ELSE 0 END) AS in_force
UNION ALL
MATCH (s:PartyOrganization)-[l:SUPERIOR]->(holder)
WHERE current(l) AND l.rule IS NOT NULL
RETURN l.rule AS rule, sum(CASE WHEN goes_on(l) THEN 0 ELSE 1 END) AS links,
       sum(CASE WHEN in_force(l) THEN 1 ELSE 0 END) AS in_force
