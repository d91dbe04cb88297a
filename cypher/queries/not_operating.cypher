// title: 不在运行的组织
// title_en: Ids of those of the population that are in force at a date and do not operate
// params:
//   as_of: day of the picture
// lists: [form]
// returns: [id]
MATCH (o:Organization)
WHERE o.kind <> 'supervising_unit'
  AND alive(o)
  // Who operates has a class.
  AND NOT EXISTS {
    MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
    WHERE current(c) AND in_force(c) }
  // filters
RETURN o.id AS id
ORDER BY id
