// title: 覆盖类别
// title_en: class of coverage
// takes: classes
// lists: [organizations]
// order: 50
o.kind <> 'supervising_unit' AND EXISTS {
  MATCH (o)-[:HAS_COVERAGE]->(c:Coverage) WHERE c.class IN $coverage
    AND c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to }
