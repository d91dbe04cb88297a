// title: 缺口
// title_en: The state of coverage of organisations at a date
// params:
//   ids: organisations
//   as_of: day of the picture
// returns: [id, class, severity, gap_since, members_full, members_full_bound, has_group, instructor_sent, about, uncertain]
UNWIND $ids AS id
MATCH (o:Organization {id: id})-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
RETURN o.id AS id, c.class AS class, c.severity AS severity, c.severity_since AS gap_since, c.members_full AS members_full,
       c.members_full_bound AS members_full_bound, c.has_group AS has_group, c.instructor_sent AS instructor_sent,
       c.uncertain AS about, c.uncertain OR doubted(c) AS uncertain
ORDER BY id
