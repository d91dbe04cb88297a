// title: 由本批次某行写入的节点
// title_en: Nodes that rows of a run describe
// variants: nodes
// params:
//   run: the run
// returns: [file, sheet, row, id, name]
MATCH (n:LABEL)
WHERE n.recorded_run = $run AND n.row IS NOT NULL
RETURN n.file AS file, n.sheet AS sheet, n.row AS row, n.id AS id, n.name AS name
