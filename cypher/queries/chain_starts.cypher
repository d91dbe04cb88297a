// title: 组织的责任主体、直接上级、依托与党组织
// title_en: What leads on from organisations, derived links and what covers or is hosted by them or hosted by their lead
// params:
//   ids: organisations
//   as_of: day of the picture
//   late: dates of a month or a year that may mean a later day; a fact that ends on one is returned too
// returns: [subject, type, holder, id, rule, rule_set, rank, parameters, provisional, valid_from, valid_to, since, until, facts, considered, kind, founded, closed]
UNWIND $ids AS subject
MATCH (o:Organization {id: subject})-[l:LEAD|SUPERIOR|SUPPORT|OTHERWISE]->(h)
WHERE current(l)
  AND in_force(l)
RETURN subject AS subject, CASE type(l) WHEN 'OTHERWISE' THEN 'OTHERWISE ' + l.value ELSE type(l) END AS type, h.id AS holder, l.id AS id, l.rule AS rule,
       l.rule_set AS rule_set, l.rank AS rank, l.parameters AS parameters, l.provisional AS provisional,
       l.valid_from AS valid_from, l.valid_to AS valid_to,
       coalesce(l.since, l.valid_from) AS since, coalesce(l.until, l.valid_to) AS until, l.facts AS facts, l.considered AS considered,
       told(h.kind) AS kind, shown(h.founded) AS founded, shown(h.closed) AS closed
UNION ALL
UNWIND $ids AS subject
MATCH (o:Organization {id: subject})<-[f:COVERS|HOSTED_BY]-(p:PartyOrganization)
WHERE known(f)
  AND may_hold(f)
RETURN subject AS subject, type(f) AS type, p.id AS holder, f.id AS id, null AS rule,
       null AS rule_set, null AS rank, null AS parameters, false AS provisional,
       f.valid_from AS valid_from, until(f) AS valid_to, f.valid_from AS since, until(f) AS until,
       [p.id + '|' + f.id] AS facts, null AS considered,
       told(p.kind) AS kind, shown(p.founded) AS founded, shown(p.closed) AS closed
UNION ALL
UNWIND $ids AS id
MATCH (o:Organization {id: id})-[l:LEAD|OTHERWISE]->(u:Organization)
WHERE current(l)
  AND in_force(l)
  AND NOT u.id IN $ids
WITH DISTINCT u
MATCH (u)<-[f:HOSTED_BY]-(p:PartyOrganization)
WHERE known(f)
  AND may_hold(f)
RETURN u.id AS subject, 'HOSTED_BY' AS type, p.id AS holder, f.id AS id, null AS rule,
       null AS rule_set, null AS rank, null AS parameters, false AS provisional,
       f.valid_from AS valid_from, until(f) AS valid_to, f.valid_from AS since, until(f) AS until,
       [p.id + '|' + f.id] AS facts, null AS considered,
       told(p.kind) AS kind, shown(p.founded) AS founded, shown(p.closed) AS closed
