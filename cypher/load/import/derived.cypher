// title: 导入推导关系
// title_en: Derived links from an export
// variants: derived
UNWIND $rows AS row
MATCH (a:START {id: row.start})
MATCH (b:END {id: row.end})
MERGE (a)-[f:TYPE {id: row.id}]->(b)
SET f += row.properties
