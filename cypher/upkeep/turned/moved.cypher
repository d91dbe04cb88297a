// title: 本次另录住所的单位，前后的住所
// title_en: The seats before and after this revision of organisations of which it records one
// returns: [id, name, region, address, before, after]
MATCH (o:Organization)-[made:LOCATED_IN]->(:Region)
WHERE made.recorded = $revision
WITH DISTINCT o
MATCH (o)-[f:LOCATED_IN]->(r:Region)
WITH o, r, f,
     NOT coalesce(f.recorded, 0) = $revision AND (open_ended(f) OR f.ended = $revision) AND (f.retracted IS NULL OR f.retracted = $revision) AS before,
     open_ended(f) AND f.retracted IS NULL AS after
WHERE before OR after
RETURN o.id AS id, o.name AS name, r.name AS region, f.address AS address, before, after
ORDER BY id, region, address
