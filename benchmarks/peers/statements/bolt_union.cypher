// The links of a chain: of the organisation itself, and of every Party organisation above it on the day.
MATCH (o:Organization {id: $id})-[l:LEAD|SUPERIOR|SUPPORT]->(h)
WHERE l.valid_from <= $day AND $day < l.valid_to
RETURN type(l) AS type, o.id AS start, h.id AS holder, h.name AS name, h.kind AS kind, l.id AS id, l.rule AS rule, l.rule_set AS rule_set, l.rank AS rank,
       l.provisional AS provisional, coalesce(l.since, l.valid_from) AS since, coalesce(l.until, l.valid_to) AS until,
       l.facts AS facts, l.considered AS considered, l.parameters AS parameters
UNION ALL
MATCH (o:Organization {id: $id})<-[l:COVERS]-(h:PartyOrganization)
WHERE l.valid_from <= $day AND $day < l.valid_to
RETURN type(l) AS type, o.id AS start, h.id AS holder, h.name AS name, h.kind AS kind, l.id AS id, null AS rule, null AS rule_set, null AS rank,
       false AS provisional, l.valid_from AS since, l.valid_to AS until,
       [h.id + '|' + l.id] AS facts, null AS considered, null AS parameters
UNION ALL
MATCH (o:Organization {id: $id})-[f:SUPERIOR|COVERS]-(p:PartyOrganization)
WHERE f.valid_from <= $day AND $day < f.valid_to
MATCH (p)-[steps:SUPERIOR|SUBORDINATE_TO*1..8]->(h:PartyOrganization)
WHERE all(s IN steps WHERE s.valid_from <= $day AND $day < s.valid_to)
WITH DISTINCT last(steps) AS l, h
WITH l, startNode(l) AS b, h
RETURN type(l) AS type, b.id AS start, h.id AS holder, h.name AS name, h.kind AS kind, l.id AS id, l.rule AS rule, l.rule_set AS rule_set, l.rank AS rank,
       coalesce(l.provisional, false) AS provisional, coalesce(l.since, l.valid_from) AS since, coalesce(l.until, l.valid_to) AS until,
       coalesce(l.facts, [b.id + '|' + l.id]) AS facts, l.considered AS considered, l.parameters AS parameters
