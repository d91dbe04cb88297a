// title: 覆盖类别
// title_en: class of coverage
// takes: classes
// lists: [organizations]
// order: 50
o.kind <> 'supervising_unit' AND EXISTS {
  MATCH (o)-[:HAS_COVERAGE]->(c:Coverage) WHERE c.class IN $coverage
    AND current(c) AND in_force(c) }
