// title: 写入记述
// title_en: Dated statements that are new; as many are written as found their subject
// params: {run: the run that records them}
// variants: nodes
// returns: [written]
UNWIND range(0, size($columns.id) - 1) AS n
MATCH (subject:LABEL {id: $columns.subject[n]})
CREATE (subject)-[:HAS_STATEMENT]->(e:Statement {
  id: $columns.id[n], subject: $columns.subject[n], source: $columns.source[n], file: $columns.file[n], sheet: $columns.sheet[n],
  row: $columns.row[n], recorded_run: $run, recorded: $revision,
  valid_from: $columns.valid_from[n], valid_to: $columns.valid_to[n], assumed_start: $columns.assumed_start[n]})
SET e += $columns.own[n]
RETURN count(e) AS written
