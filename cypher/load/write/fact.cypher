// title: 写入事实
// title_en: Facts; as many are written as found both ends
// variants: facts
// returns: [written]
UNWIND $rows AS row
MATCH (a:START {id: row.start})
MATCH (b:END {id: row.end})
MERGE (a)-[f:TYPE {id: row.id}]->(b)
SET f += row.properties
RETURN count(f) AS written
