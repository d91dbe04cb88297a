// title: 行政区划树
// title_en: Every region with the one above it at the date
// params:
//   as_of: day of the picture
// returns: [id, name, rank, parent]
MATCH (r:Region)
OPTIONAL MATCH (r)-[p:PART_OF]->(above:Region)
WHERE p.retracted_run IS NULL AND p.valid_from <= $as_of AND $as_of < p.valid_to
WITH r, min(above.id) AS parent
RETURN r.id AS id, r.name AS name, r.rank AS rank, parent AS parent
ORDER BY id
