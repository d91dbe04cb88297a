// title: 写入人数
// title_en: Headcounts that are new; as many are written as found their subject
// params: {run: the run that records them}
// variants: nodes
// returns: [written]
UNWIND range(0, size($columns.id) - 1) AS n
MATCH (subject:LABEL {id: $columns.subject[n]})
CREATE (subject)-[:HAS_HEADCOUNT]->(e:Headcount {
  id: $columns.id[n], subject: $columns.subject[n], source: $columns.source[n], file: $columns.file[n], sheet: $columns.sheet[n],
  row: $columns.row[n], recorded_run: $run, recorded: $revision})
SET e += $columns.own[n]
RETURN count(e) AS written
