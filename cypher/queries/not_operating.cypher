// title: 不在运行的组织
// title_en: Ids of those of the population that are in force at a date and do not operate
// params:
//   as_of: day of the picture
// lists: [form]
// returns: [id]
MATCH (o:Organization)
WHERE o.kind <> 'supervising_unit'
  AND (o.founded IS NULL OR o.founded <= $as_of) AND (o.closed IS NULL OR $as_of < o.closed)
  // Who operates has a class.
  AND NOT EXISTS {
    MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
    WHERE c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to }
  // filters
RETURN o.id AS id
ORDER BY id
