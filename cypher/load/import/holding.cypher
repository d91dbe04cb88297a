// title: 导入单位与其人数、记述、覆盖状态的关系
// title_en: Links to what an organisation has as nodes of its own, from an export
// variants: holdings
UNWIND $rows AS row
MATCH (a:START {id: row.start})
MATCH (b:END {id: row.end})
MERGE (a)-[:TYPE]->(b)
