// title: 组织的标识与陈述
// title_en: Identifiers and dated statements of an organisation
// params:
//   id: the organisation
// returns: [attribute, value, valid_from, valid_to, source, run, told_run, file, sheet, row]
MATCH (o:Organization {id: $id})-[f:IDENTIFIED_BY]->(i:Identifier)
WHERE known(f)
RETURN 'identifier:' + i.scheme AS attribute, i.value AS value, f.valid_from AS valid_from, until(f) AS valid_to,
       f.source AS source, f.recorded_run AS run,
       coalesce(f.stated_run, f.recorded_run) AS told_run, f.file AS file, f.sheet AS sheet, f.row AS row
UNION ALL
MATCH (o:Organization {id: $id})-[:HAS_STATEMENT]->(s:Statement)
WHERE known(s)
RETURN s.attribute AS attribute, s.value AS value, s.valid_from AS valid_from, until(s) AS valid_to,
       s.source AS source, s.recorded_run AS run,
       coalesce(s.stated_run, s.recorded_run) AS told_run, s.file AS file, s.sheet AS sheet, s.row AS row
