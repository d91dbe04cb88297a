// title: 写入人数
// title_en: Headcounts; as many are written as found their subject
// variants: nodes
// returns: [written]
UNWIND $rows AS row
MATCH (n:LABEL {id: row.subject})
MERGE (e:Headcount {id: row.id})
SET e += row.properties
MERGE (n)-[:HAS_HEADCOUNT]->(e)
RETURN count(e) AS written
