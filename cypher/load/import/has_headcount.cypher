// title: 导入组织与其人数的关系
// title_en: Links from organisations to their headcounts, from an export
UNWIND $rows AS row
MATCH (a:Organization {id: row.start})
MATCH (b:Headcount {id: row.end})
MERGE (a)-[:HAS_HEADCOUNT]->(b)
