// title: 覆盖区间成列
// title_en: The coverage intervals, retired ones too, as lists of some thousands
// returns: [bucket, id, retired]
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WITH right(c.id, 1) AS bucket, c
RETURN bucket, collect(c.id) AS id, collect(NOT current(c)) AS retired
