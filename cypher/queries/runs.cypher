// title: 批次一览
// title_en: Runs by source and number
// params:
//   source: the source, null for all
// returns: [id, source, number, state, as_of, assumed_as_of, started, finished, complete, digest, report]
MATCH (r:Run)
WHERE $source IS NULL OR r.source = $source
RETURN r.id AS id, r.source AS source, r.number AS number, r.state AS state, r.as_of AS as_of, r.assumed_as_of AS assumed_as_of,
       r.started AS started, r.finished AS finished, r.complete AS complete, r.digest AS digest, r.report AS report
ORDER BY source, number, id
