// title: 记录问题
// title_en: Findings that this run found first
UNWIND $rows AS row
CREATE (f:Finding {id: row.id, recorded: $revision})
SET f += row.properties
