// title: 可能重复的组织
// title_en: "A possible duplicate"
// summary: 两个组织名称相同而代码不同，且在同一区县或有一方住所不明；或在不同区县而主行业相同，又没有同一种代码可以分辨。可能是同一个组织更正了代码、迁了址，也可能确是两个组织。
// summary_en: "Organisations of one name that have different numbers, in one district or where the seat of one is unknown; or in different districts in one main trade, with no two numbers of one kind to tell them apart. It may be one whose code was corrected or that moved, or really two."
// remedy: 核对两处登记；确是同一组织的，用“zuzhitu merge 保留 另一”合并。
// remedy_en: "Compare both registrations; where they are one, `zuzhitu merge KEEP OTHER`."
// severity: warning
// population: organizations
MATCH (n:Organization)
WHERE alive(n) AND n.kind <> 'supervising_unit'
WITH told(n.name_key) AS key, collect(n.id) AS ids
WHERE size(ids) > 1
UNWIND ids AS id
MATCH (o:Organization {id: id})
OPTIONAL MATCH (o)-[f:LOCATED_IN]->(:Region)-[:PART_OF*0..1]->(place:Region)
WHERE known(f) AND in_force(f) AND place.depth >= 2
WITH key, o, collect(DISTINCT place.id) AS places
OPTIONAL MATCH (o)-[f:IN_TRADE {main: true}]->(trade:Trade)
WHERE known(f) AND in_force(f)
WITH key, o, places, collect(DISTINCT trade.id) AS trades
OPTIONAL MATCH (o)-[f:IDENTIFIED_BY]->(number:Identifier)
WHERE known(f) AND in_force(f)
WITH key, o, places, trades, collect(DISTINCT number.scheme) AS schemes
WITH key, collect({id: o.id, name: told(o.name), place: coalesce(o.file, '') + ' ' + toString(coalesce(o.row, 0)),
                   places: places, trades: trades, schemes: schemes}) AS namesakes
UNWIND namesakes AS one
UNWIND namesakes AS other
WITH one, other
WHERE one.id <> other.id
  AND (size(one.places) = 0 OR size(other.places) = 0 OR any(p IN one.places WHERE p IN other.places)
       OR (any(t IN one.trades WHERE t IN other.trades) AND none(s IN one.schemes WHERE s IN other.schemes)))
WITH one.id AS id, one.name AS name, one.place AS place, other.id + ' ' + other.place AS twin
ORDER BY twin
WITH id, name, place, collect(twin) AS twins
RETURN id, 'Organization' AS label, {name: name, place: place, twins: twins} AS detail
ORDER BY id
