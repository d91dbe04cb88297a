// title: 批次
// title_en: One run
// params:
//   id: the run
// returns: [id, source, number, state, as_of, assumed_as_of, started, finished, digest, report]
MATCH (r:Run {id: $id})
RETURN r.id AS id, r.source AS source, r.number AS number, r.state AS state, r.as_of AS as_of, r.assumed_as_of AS assumed_as_of,
       r.started AS started, r.finished AS finished, r.digest AS digest, r.report AS report
