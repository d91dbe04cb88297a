// title: 行政区划树
// title_en: Every region with the one above it at the date
// params:
//   as_of: day of the picture
// returns: [id, name, rank, parent]
MATCH (r:Region)
WHERE known(r)
OPTIONAL MATCH (r)-[p:PART_OF]->(above:Region)
WHERE known(p) AND in_force(p)
WITH r, min(above.id) AS parent
RETURN r.id AS id, told(r.name) AS name, told(r.rank) AS rank, parent AS parent
ORDER BY id
