// title: 事实及其出处
// title_en: Facts by their subject and id, with where they come from
// params:
//   facts: list of maps {subject, fact}
// returns: [subject, id, type, holder, valid_from, valid_to, assumed_start, own, source, run, told_run, file, sheet, row]
UNWIND $facts AS wanted
MATCH (s:Organization {id: wanted.subject})-[f:SUPERVISED_BY|AFFILIATED_TO|APPROVED_BY|REGISTERED_WITH|LOCATED_IN|ACTS_IN|IN_TRADE|SUPERVISES_TRADE|MEMBER_OF|HEAD_OFFICE|SERVES_TRADE|CONSULTED|DECIDED]->(t)
WHERE f.id = wanted.fact
RETURN s.id AS subject, f.id AS id, type(f) AS type, t.id AS holder, f.valid_from AS valid_from, until(f) AS valid_to,
       f.assumed_start AS assumed_start, own(f) AS own, f.source AS source, f.recorded_run AS run,
       coalesce(f.stated_run, f.recorded_run) AS told_run, f.file AS file, f.sheet AS sheet, f.row AS row
UNION ALL
UNWIND $facts AS wanted
MATCH (s:PartyOrganization {id: wanted.subject})-[f:HOSTED_BY|COVERS|SUBORDINATE_TO|ACTS_IN|DECIDED]->(t)
WHERE f.id = wanted.fact
RETURN s.id AS subject, f.id AS id, type(f) AS type, t.id AS holder, f.valid_from AS valid_from, until(f) AS valid_to,
       f.assumed_start AS assumed_start, own(f) AS own, f.source AS source, f.recorded_run AS run,
       coalesce(f.stated_run, f.recorded_run) AS told_run, f.file AS file, f.sheet AS sheet, f.row AS row
UNION ALL
UNWIND $facts AS wanted
MATCH (s:Region {id: wanted.subject})-[f:PART_OF]->(t:Region)
WHERE f.id = wanted.fact
RETURN s.id AS subject, f.id AS id, type(f) AS type, t.id AS holder, f.valid_from AS valid_from, until(f) AS valid_to,
       f.assumed_start AS assumed_start, own(f) AS own, f.source AS source, f.recorded_run AS run,
       coalesce(f.stated_run, f.recorded_run) AS told_run, f.file AS file, f.sheet AS sheet, f.row AS row
