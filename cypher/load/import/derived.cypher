// title: 导入推导关系
// title_en: Derived links from an export; one that was retired and derived again has its id twice
// variants: derived
UNWIND $rows AS row
MATCH (a:START {id: row.start})
MATCH (b:END {id: row.end})
MERGE (a)-[f:TYPE {id: row.id, derived_run: row.properties.derived_run}]->(b)
SET f += row.properties
