// title: 导入事实
// title_en: Facts from an export
// variants: facts
UNWIND $rows AS row
MATCH (a:START {id: row.start})
MATCH (b:END {id: row.end})
MERGE (a)-[f:TYPE {id: row.id}]->(b)
SET f += row.properties
