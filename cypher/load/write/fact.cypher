// title: 写入事实
// title_en: Facts that are new; as many are written as found both ends
// params: {run: the run that records them}
// variants: facts
// returns: [written]
UNWIND range(0, size($columns.id) - 1) AS n
MATCH (a:START {id: $columns.start[n]})
MATCH (b:END {id: $columns.end[n]})
CREATE (a)-[f:TYPE {
  id: $columns.id[n], source: $columns.source[n], file: $columns.file[n], sheet: $columns.sheet[n], row: $columns.row[n],
  recorded_run: $run, recorded: $revision,
  valid_from: $columns.valid_from[n], valid_to: $columns.valid_to[n], assumed_start: $columns.assumed_start[n]}]->(b)
SET f += $columns.own[n]
RETURN count(f) AS written
