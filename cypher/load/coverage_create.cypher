// title: 写入覆盖状态
// title_en: Coverage intervals that this run derives anew
UNWIND $rows AS row
MATCH (o:Organization {id: row.subject})
CREATE (o)-[:HAS_COVERAGE]->(c:Coverage {id: row.id})
SET c += row.properties
