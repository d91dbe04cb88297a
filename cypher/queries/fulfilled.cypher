// title: 履职的佐证
// title_en: Duties that some Party organisations fulfilled within a time
// params:
//   ids: Party organisations
//   first: the first day of the time
//   behind: the first day behind it
// returns: [subject, id, type, holder, valid_from, valid_to, assumed_start, own, source, run, told_run, file, sheet, row]
UNWIND $ids AS subject
MATCH (s:PartyOrganization {id: subject})-[f:FULFILLED]->(t:Duty)
WHERE known(f) AND f.valid_from < $behind AND until(f) > $first
RETURN s.id AS subject, f.id AS id, type(f) AS type, t.id AS holder, f.valid_from AS valid_from, until(f) AS valid_to,
       f.assumed_start AS assumed_start, own(f) AS own, f.source AS source, f.recorded_run AS run,
       coalesce(f.stated_run, f.recorded_run) AS told_run, f.file AS file, f.sheet AS sheet, f.row AS row
