// title: 按编号顺序导出节点
// title_en: Nodes for an export, by keyset
// params: {after: the last id of the page before, limit: page size}
// variants: nodes
// returns: [id, properties]
MATCH (n:LABEL)
WHERE n.id > $after
RETURN n.id AS id, properties(n) AS properties
ORDER BY id LIMIT $limit
