// title: 导入组织与其覆盖状态的关系
// title_en: Links from organisations to their coverage, from an export
UNWIND $rows AS row
MATCH (a:Organization {id: row.start})
MATCH (b:Coverage {id: row.end})
MERGE (a)-[:HAS_COVERAGE]->(b)
