// title: 所有批次
// title_en: All runs
// returns: [id, source, number, state, as_of, pictures]
MATCH (r:Run)
RETURN r.id AS id, r.source AS source, r.number AS number, r.state AS state, r.as_of AS as_of,
       coalesce(r.accepted, 1) > 0 AS pictures
ORDER BY source, number
