// title: 写入节点
// title_en: Nodes, new or with new values
// variants: nodes
// returns: [written]
UNWIND $rows AS row
MERGE (n:LABEL {id: row.id})
ON CREATE SET n.recorded = $revision
SET n += row.properties
RETURN count(n) AS written
