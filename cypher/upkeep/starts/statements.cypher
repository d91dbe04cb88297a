// title: 成立日期改变后，修正其未注明起始日期的记述
// title_en: After a founding changed, the undated statements about it are stated anew from it
// params: {run: the run that says so, always: the date that stands for always}
// variants: nodes
// returns: [written]
UNWIND $rows AS row
WITH row.id AS key
MATCH (n:LABEL {id: key})-[:HAS_STATEMENT]->(s:Statement)
WHERE s.assumed_start = true AND known(s)
WITH n, s, coalesce(n.founded, $always) AS later
WHERE not_from(s)
CREATE (n)-[:HAS_STATEMENT]->(:Statement {
  id: s.id + '.' + later, subject: s.subject, attribute: s.attribute, value: s.value, name_key: s.name_key,
  valid_from: later, valid_to: s.valid_to, assumed_start: true, source: s.source, file: s.file, sheet: s.sheet, row: s.row,
  recorded_run: $run, recorded: $revision})
SET s.retracted_run = $run, s.retracted = $revision, s.reason = 'founded'
RETURN count(s) AS written
