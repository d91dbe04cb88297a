// title: 导入主体与其记述的关系
// title_en: Links from organisations and Party organisations to their statements, from an export
// variants: nodes
UNWIND $rows AS row
MATCH (a:LABEL {id: row.start})
MATCH (b:Statement {id: row.end})
MERGE (a)-[:HAS_STATEMENT]->(b)
