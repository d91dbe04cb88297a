// title: 可能重复的组织
// title_en: "A possible duplicate"
// summary: 同一区域内有名称相同而代码不同的组织，可能是同一个组织的代码更正，也可能确是两个组织。
// summary_en: "Organisations of one name in one district that have different numbers: a corrected code, or really two."
// remedy: 核对两处登记；确是同一组织的，用“zuzhitu merge 保留 另一”合并。
// remedy_en: "Compare both registrations; where they are one, `zuzhitu merge KEEP OTHER`."
// severity: warning
// population: organizations
MATCH (n:Organization)
WHERE alive(n) AND n.kind <> 'supervising_unit'
WITH told(n.name_key) AS key, collect(n.id) AS ids
WHERE size(ids) > 1
UNWIND ids AS one
UNWIND ids AS another
WITH one, another WHERE one <> another
MATCH (o:Organization {id: one})
MATCH (p:Organization {id: another})
OPTIONAL MATCH (o)-[f:LOCATED_IN]->(a:Region)
WHERE known(f) AND in_force(f)
WITH o, p, a
OPTIONAL MATCH (p)-[g:LOCATED_IN]->(b:Region)
WHERE known(g) AND in_force(g)
WITH o, p, a, b
OPTIONAL MATCH (a)-[:PART_OF*0..1]->(x:Region)<-[:PART_OF*0..1]-(b)
WHERE x.depth >= 2
WITH o, p, count(a) AS mine, count(b) AS theirs, count(x) AS shared
WHERE mine = 0 OR theirs = 0 OR shared > 0
WITH o, collect(p.id + ' ' + coalesce(p.file, '') + ' ' + toString(coalesce(p.row, 0))) AS twins
RETURN o.id AS id, 'Organization' AS label,
       {name: told(o.name), place: coalesce(o.file, '') + ' ' + toString(coalesce(o.row, 0)), twins: twins} AS detail
ORDER BY id
