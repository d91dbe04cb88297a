// title: 本批次某行陈述的事实的主体
// title_en: Of whom rows of a run state facts
// variants: facts
// params:
//   run: the run
// returns: [file, sheet, row, id, name]
MATCH (s:START)-[f:TYPE]->(:END)
WHERE f.recorded_run = $run
RETURN DISTINCT f.file AS file, f.sheet AS sheet, f.row AS row, s.id AS id, s.name AS name
