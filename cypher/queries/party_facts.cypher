// title: 党组织的事实
// title_en: Facts that begin or end at a Party organisation, those retracted excepted
// params:
//   id: the Party organisation
// returns: [subject, id, type, holder, valid_from, valid_to, assumed_start, own, source, run, told_run, file, sheet, row]
MATCH (s:PartyOrganization {id: $id})-[f:HOSTED_BY|COVERS|SUBORDINATE_TO|ACTS_IN|DECIDED|FULFILLED|TOOK_PART]->(t)
WHERE known(f)
RETURN s.id AS subject, f.id AS id, type(f) AS type, t.id AS holder, f.valid_from AS valid_from, until(f) AS valid_to,
       f.assumed_start AS assumed_start, own(f) AS own, f.source AS source, f.recorded_run AS run,
       coalesce(f.stated_run, f.recorded_run) AS told_run, f.file AS file, f.sheet AS sheet, f.row AS row
