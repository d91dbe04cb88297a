// title: 写入新节点
// title_en: Nodes that are new
// variants: nodes
// returns: [written]
UNWIND range(0, size($columns.id) - 1) AS n
CREATE (x:LABEL {id: $columns.id[n], recorded: $revision})
SET x += $columns.own[n]
RETURN count(x) AS written
