// title: 人数成列
// title_en: The headcounts of organisations that nobody has retracted, as lists of some thousands
// returns: [bucket, subject, id, date, source_rank, members_full, members_probationary, members_untransferred, party_groups, employees, instructors, members_full_bound, members_probationary_bound, members_untransferred_bound, party_groups_bound, employees_bound, instructors_bound, measures]
MATCH (o:Organization)-[:HAS_HEADCOUNT]->(h:Headcount)
WHERE known(h)
WITH right(h.id, 1) AS bucket, o, h
RETURN bucket, collect(o.id) AS subject, collect(h.id) AS id, collect(h.date) AS date, collect(coalesce(h.source_rank, 0)) AS source_rank,
       collect(coalesce(h.members_full, -1)) AS members_full, collect(coalesce(h.members_probationary, -1)) AS members_probationary,
       collect(coalesce(h.members_untransferred, -1)) AS members_untransferred, collect(coalesce(h.party_groups, -1)) AS party_groups,
       collect(coalesce(h.employees, -1)) AS employees, collect(coalesce(h.instructors, -1)) AS instructors,
       collect(coalesce(h.members_full_bound, '')) AS members_full_bound, collect(coalesce(h.members_probationary_bound, '')) AS members_probationary_bound,
       collect(coalesce(h.members_untransferred_bound, '')) AS members_untransferred_bound, collect(coalesce(h.party_groups_bound, '')) AS party_groups_bound,
       collect(coalesce(h.employees_bound, '')) AS employees_bound, collect(coalesce(h.instructors_bound, '')) AS instructors_bound,
       collect(trim(reduce(said = '', name IN coalesce(h.measures, []) | said + ' ' + name))) AS measures
