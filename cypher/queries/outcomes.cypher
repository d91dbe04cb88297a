// title: 各行的结果
// title_en: How the rows of a run fared that it did not refuse
// params:
//   run: the run
// returns: [file, sheet, outcomes]
MATCH (o:Outcome {run: $run})
RETURN o.file AS file, o.sheet AS sheet, o.outcomes AS outcomes
ORDER BY file, sheet, o.id
