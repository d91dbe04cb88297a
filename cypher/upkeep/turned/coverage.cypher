// title: 本次产生或取消的覆盖状态
// title_en: Classes of coverage that this revision derives or retires
// returns: [subject, name, class, valid_from, came]
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE c.recorded = $revision OR c.retired = $revision
RETURN o.id AS subject, o.name AS name, c.class AS class, c.valid_from AS valid_from, coalesce(c.recorded, 0) = $revision AS came
ORDER BY subject, valid_from
