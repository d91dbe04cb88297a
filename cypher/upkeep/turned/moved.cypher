// title: 本次改变住所的单位
// title_en: Organisations of which this revision records another seat, having had one before
// returns: [id]
MATCH (o:Organization)-[f:LOCATED_IN]->(:Region)
WHERE f.recorded = $revision
MATCH (o)-[before:LOCATED_IN]->(:Region)
WHERE before.ended = $revision OR before.retracted = $revision
RETURN DISTINCT o.id AS id
ORDER BY id
