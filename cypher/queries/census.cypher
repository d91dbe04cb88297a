// title: 统计
// title_en: The population at a date, counted by kind, trade, class and one dimension
// params:
//   as_of: day of the picture
//   by: region, trade, kind, level, lead, superior, association or none
//   link: derived type that the dimension is read from (SEAT, LEVEL, LEAD, SUPERIOR), empty for none
//   trade: main trade, null for all
// lists: [coverage, form]
// returns: [kind, trade, value, operating, class, has_three, has_group, instructor_sent, units, members, members_known,
//   untransferred, untransferred_known, employees, employees_known, instructors, instructors_known]
MATCH (o:Organization)
WHERE o.kind <> 'supervising_unit'
  AND alive(o)
  // filters
OPTIONAL MATCH (o)-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND known(f) AND in_force(f)
WITH o, split(min(f.id + ' ' + t.id), ' ')[1] AS trade
WHERE $trade IS NULL OR trade = $trade OR ($trade = 'null' AND trade IS NULL)
WITH o, trade, CASE WHEN $link <> '' THEN o END AS linking
OPTIONAL MATCH (linking)-[d:SEAT|LEVEL|LEAD|SUPERIOR]->(x)
WHERE type(d) = $link AND current(d) AND in_force(d)
WITH o, trade, split(min(d.id + ' ' + CASE $by WHEN 'level' THEN d.value ELSE x.id END), ' ')[1] AS linked
WITH o, trade, linked, CASE WHEN $by = 'association' THEN o END AS below
OPTIONAL MATCH (below)-[l:SUPERIOR]->(p:PartyOrganization)-[h:HOSTED_BY]->(a:Organization)
WHERE told(a.kind) = 'association'
  AND current(l) AND in_force(l)
  AND known(h) AND in_force(h)
WITH o, trade, linked, min(a.id) AS association
WITH o, trade,
     CASE $by WHEN 'kind' THEN told(o.kind) WHEN 'trade' THEN trade WHEN 'association' THEN association ELSE linked END AS value
OPTIONAL MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
// Who operates has a class.
WITH told(o.kind) AS kind, trade, value, c.class IS NOT NULL AS operating, coalesce(c.class, 'unknown') AS class,
     coalesce(c.has_three, false) AS has_three, coalesce(c.has_group, false) AS has_group, coalesce(c.instructor_sent, false) AS instructor_sent,
     c.members_full + CASE c.members_full_bound WHEN 'more_than' THEN 1 ELSE 0 END AS full,
     c.members_probationary + CASE c.members_probationary_bound WHEN 'more_than' THEN 1 ELSE 0 END AS probationary,
     c.members_untransferred + CASE c.members_untransferred_bound WHEN 'more_than' THEN 1 ELSE 0 END AS untransferred,
     c.employees + CASE c.employees_bound WHEN 'more_than' THEN 1 ELSE 0 END AS employees,
     c.instructors + CASE c.instructors_bound WHEN 'more_than' THEN 1 ELSE 0 END AS instructors
RETURN kind AS kind, trade AS trade, value AS value, operating AS operating, class AS class, has_three AS has_three,
       has_group AS has_group, instructor_sent AS instructor_sent, count(*) AS units,
       sum(coalesce(full, 0) + coalesce(probationary, 0) + coalesce(untransferred, 0)) AS members,
       count(coalesce(full, probationary, untransferred)) AS members_known,
       sum(coalesce(untransferred, 0)) AS untransferred, count(untransferred) AS untransferred_known,
       sum(coalesce(employees, 0)) AS employees, count(employees) AS employees_known,
       sum(coalesce(instructors, 0)) AS instructors, count(instructors) AS instructors_known
