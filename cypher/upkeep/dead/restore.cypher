// title: 恢复节点原有的内容
// title_en: What nodes told before
// variants: nodes
UNWIND $rows AS row
MATCH (n:LABEL {id: row.id})
SET n += row.properties
