// title: 写入记述
// title_en: Dated statements; as many are written as found their subject
// variants: nodes
// returns: [written]
UNWIND $rows AS row
MATCH (n:LABEL {id: row.subject})
MERGE (e:Statement {id: row.id})
SET e += row.properties
MERGE (n)-[:HAS_STATEMENT]->(e)
RETURN count(e) AS written
