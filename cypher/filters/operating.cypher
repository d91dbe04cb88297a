// title: 是否运行
// title_en: whether it operates
// takes: flag
// lists: [organizations]
// order: 90
(o.kind = 'supervising_unit' AND (coalesce(toString(told(o.operating)), 'true') = 'true') = $operating)
// who operates has a class; a supervising unit never has one
OR (o.kind <> 'supervising_unit' AND $operating = EXISTS {
  MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
  WHERE current(c) AND in_force(c) })
