// The links of a chain in one pattern: each of the organisation itself with a step above it, if there is any.
MATCH (o:Organization {id: $id})-[l:LEAD|SUPERIOR|SUPPORT|COVERS]-(h)
WHERE l.valid_from <= $day AND $day < l.valid_to
OPTIONAL MATCH (h)-[steps:SUPERIOR|SUBORDINATE_TO*1..8]->(t:PartyOrganization)
WHERE all(s IN steps WHERE s.valid_from <= $day AND $day < s.valid_to)
WITH o, l, h, last(steps) AS up, t
RETURN type(l) AS type, o.id AS start, h.id AS holder, h.name AS name, h.kind AS kind, properties(l) AS link,
       type(up) AS up_type, startNode(up).id AS up_start, t.id AS up_holder, t.name AS up_name, t.kind AS up_kind, properties(up) AS up_link
