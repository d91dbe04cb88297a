// title: 一些组织的覆盖区间成列
// title_en: The coverage intervals of some organisations, retired ones too, as lists
// returns: [id, retired]
UNWIND $rows AS key
MATCH (o:Organization {id: key})-[:HAS_COVERAGE]->(c:Coverage)
RETURN collect(c.id) AS id, collect(NOT current(c)) AS retired
