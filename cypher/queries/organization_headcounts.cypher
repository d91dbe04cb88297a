// title: 组织的人数
// title_en: Headcounts of an organisation, those retracted excepted
// params:
//   id: the organisation
// returns: [id, date, source, source_rank, counts, bounds, measures, run, told_run, file, sheet, row]
MATCH (o:Organization {id: $id})-[:HAS_HEADCOUNT]->(h:Headcount)
WHERE known(h)
RETURN h.id AS id, h.date AS date, h.source AS source, h.source_rank AS source_rank,
       [h.members_full, h.members_probationary, h.members_untransferred, h.party_groups, h.employees, h.instructors] AS counts,
       [h.members_full_bound, h.members_probationary_bound, h.members_untransferred_bound, h.party_groups_bound,
        h.employees_bound, h.instructors_bound] AS bounds, h.measures AS measures, h.recorded_run AS run,
       coalesce(h.stated_run, h.recorded_run) AS told_run, h.file AS file, h.sheet AS sheet, h.row AS row
ORDER BY id
