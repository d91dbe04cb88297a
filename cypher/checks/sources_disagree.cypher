// title: 来源互相矛盾
// title_en: "Sources disagree"
// summary: 两个来源对同一组织的名称、成立日期、主管单位、主要行业或同级区划的记载不一致；级别较高的来源优先，另一处的记载保留于此。
// summary_en: "Two sources tell one organisation's name, founding, supervising unit, main trade or region (of one rank) otherwise; the source of higher rank counts, and what the other tells stands here."
// remedy: 核对两处登记，更正有误的一处后重新载入。
// remedy_en: "Compare both registrations, correct the one that is wrong, load it again."
// severity: warning
// population: organizations
CALL () {
  MATCH (o:Organization)
  WHERE alive(o) AND told(o.disputed) <> ''
  RETURN o AS o, 'disputed ' + told(o.disputed) AS said
  UNION ALL
  MATCH (o:Organization)-[f:SUPERVISED_BY]->(a:Organization)
  MATCH (o)-[g:SUPERVISED_BY]->(b:Organization)
  WHERE known(f) AND in_force(f) AND known(g) AND in_force(g) AND alive(o) AND f.source <> g.source AND a.id <> b.id
  RETURN o AS o, 'SUPERVISED_BY ' + a.id + ' ' + f.source + ' ' + coalesce(f.file, '') + ' ' + toString(coalesce(f.row, 0)) AS said
  UNION ALL
  MATCH (o:Organization)-[f:IN_TRADE {main: true}]->(a:Trade)
  MATCH (o)-[g:IN_TRADE {main: true}]->(b:Trade)
  WHERE known(f) AND in_force(f) AND known(g) AND in_force(g) AND alive(o) AND f.source <> g.source AND a.id <> b.id
  RETURN o AS o, 'IN_TRADE ' + a.id + ' ' + f.source + ' ' + coalesce(f.file, '') + ' ' + toString(coalesce(f.row, 0)) AS said
  UNION ALL
  MATCH (o:Organization)-[f:LOCATED_IN]->(a:Region)
  MATCH (o)-[g:LOCATED_IN]->(b:Region)
  WHERE known(f) AND in_force(f) AND known(g) AND in_force(g) AND alive(o) AND f.source <> g.source AND a.id <> b.id AND a.depth = b.depth
  RETURN o AS o, 'LOCATED_IN ' + a.id + ' ' + f.source + ' ' + coalesce(f.file, '') + ' ' + toString(coalesce(f.row, 0)) AS said
}
WITH o, collect(DISTINCT said) AS said
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), said: said} AS detail
ORDER BY id
