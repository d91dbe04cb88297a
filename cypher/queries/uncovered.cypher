// title: 缺口一览
// title_en: Ids of the operating organisations that nothing covers at a date, filtered and sorted, and how many there are
// params:
//   as_of: day of the picture
//   classes: the uncovered classes to list
//   sort: gap_since (the oldest first), members_full (the most first), else by id
//   after_key: sort key before the page
//   after: id before the page
//   limit: size of the page
// lists: [uncovered]
// returns: [total, page]
MATCH (c:Coverage)
// who has a class operates
WHERE c.class IN $classes
  AND current(c) AND in_force(c)
MATCH (c)<-[:HAS_COVERAGE]-(o:Organization)
WHERE o.kind <> 'supervising_unit'
  AND alive(o)
  // filters
WITH o.id AS id, CASE $sort WHEN 'gap_since' THEN coalesce(c.severity_since, '9999')
                            WHEN 'members_full' THEN toString(2000000000 - coalesce(c.members_full, 0)) ELSE '' END AS key
ORDER BY key, id
WITH collect([key, id]) AS found
RETURN size(found) AS total,
       [x IN found WHERE x[0] > $after_key OR (x[0] = $after_key AND x[1] > $after)][0..$limit] AS page
