// title: 覆盖区间成列（投影）
// title_en: The coverage intervals that are not retired, as lists of some thousands
// returns: [bucket, node, class, severity, gap_since, members_full, members_full_bound, members_probationary, members_probationary_bound, members_untransferred, members_untransferred_bound, party_groups, party_groups_bound, employees, employees_bound, instructors, instructors_bound, has_three, has_group, instructor_sent, about, uncertain_in, valid_from, valid_to]
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c)
WITH right(c.id, 1) AS bucket, o, c
RETURN bucket, collect(o.id) AS node, collect(c.class) AS class, collect(coalesce(c.severity, '')) AS severity,
       collect(coalesce(c.severity_since, '')) AS gap_since,
       collect(coalesce(c.members_full, -1)) AS members_full, collect(coalesce(c.members_full_bound, '')) AS members_full_bound,
       collect(coalesce(c.members_probationary, -1)) AS members_probationary, collect(coalesce(c.members_probationary_bound, '')) AS members_probationary_bound,
       collect(coalesce(c.members_untransferred, -1)) AS members_untransferred, collect(coalesce(c.members_untransferred_bound, '')) AS members_untransferred_bound,
       collect(coalesce(c.party_groups, -1)) AS party_groups, collect(coalesce(c.party_groups_bound, '')) AS party_groups_bound,
       collect(coalesce(c.employees, -1)) AS employees, collect(coalesce(c.employees_bound, '')) AS employees_bound,
       collect(coalesce(c.instructors, -1)) AS instructors, collect(coalesce(c.instructors_bound, '')) AS instructors_bound,
       collect(coalesce(c.has_three, false)) AS has_three, collect(coalesce(c.has_group, false)) AS has_group,
       collect(coalesce(c.instructor_sent, false)) AS instructor_sent, collect(coalesce(c.uncertain, false)) AS about,
       collect(coalesce(c.uncertain_in, [])) AS uncertain_in,
       collect(c.valid_from) AS valid_from, collect(c.valid_to) AS valid_to
