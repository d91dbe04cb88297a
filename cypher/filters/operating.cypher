// title: 是否运行
// title_en: whether it operates
// takes: flag
// lists: [organizations]
// order: 90
(o.kind = 'supervising_unit' AND coalesce(o.operating, true) = $operating)
// who operates has a class; a supervising unit never has one
OR (o.kind <> 'supervising_unit' AND $operating = EXISTS {
  MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
  WHERE c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to })
