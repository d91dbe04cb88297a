// title: 区划表
// title_en: The table of regions
// returns: [id, name, rank, aliases, founded, closed, zone, parents]
MATCH (r:Region)
OPTIONAL MATCH (r)-[f:PART_OF]->(parent:Region)
WHERE known(f)
WITH r, parent, max(f.valid_to) AS until ORDER BY until DESC, parent.id
RETURN r.id AS id, r.name AS name, r.rank AS rank, r.aliases AS aliases, r.founded AS founded, r.closed AS closed,
       r.zone AS zone, collect(parent.id) AS parents
