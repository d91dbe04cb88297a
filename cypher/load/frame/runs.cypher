// title: 所有批次
// title_en: All runs
// returns: [id, source, number, state, as_of, pictures, absent, undone]
MATCH (r:Run)
RETURN r.id AS id, r.source AS source, r.number AS number, r.state AS state, r.as_of AS as_of,
       coalesce(r.accepted, 1) > 0 AND r.undone_run IS NULL AS pictures, coalesce(r.absent, false) AS absent, r.undone_run IS NOT NULL AS undone
ORDER BY source, number
