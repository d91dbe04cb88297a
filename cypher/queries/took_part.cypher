// title: 活动的参加者
// title_en: Which Party organisations took part in campaigns whenever
// returns: [subject, id, type, holder, valid_from, valid_to, assumed_start, own, source, run, told_run, file, sheet, row]
MATCH (s:PartyOrganization)-[f:TOOK_PART]->(t:Campaign)
WHERE known(f)
RETURN s.id AS subject, f.id AS id, type(f) AS type, t.id AS holder, f.valid_from AS valid_from, until(f) AS valid_to,
       f.assumed_start AS assumed_start, own(f) AS own, f.source AS source, f.recorded_run AS run,
       coalesce(f.stated_run, f.recorded_run) AS told_run, f.file AS file, f.sheet AS sheet, f.row AS row
ORDER BY id
