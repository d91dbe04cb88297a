// title: 组织的覆盖状态
// title_en: The class of an organisation at a date
// params:
//   id: the organisation
//   as_of: day of the picture
// returns: [class, severity, gap_since, has_three, has_group, instructor_sent, uncertain, valid_from, valid_to]
MATCH (o:Organization {id: $id})-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
RETURN c.class AS class, c.severity AS severity, c.severity_since AS gap_since, c.has_three AS has_three, c.has_group AS has_group,
       c.instructor_sent AS instructor_sent, c.uncertain OR doubted(c) AS uncertain, c.valid_from AS valid_from, c.valid_to AS valid_to
