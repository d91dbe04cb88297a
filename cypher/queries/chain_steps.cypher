// title: 党组织的上级
// title_en: The superiors of Party organisations, derived and recorded; RULED (RULED_LATE in the late reading) names one that gets its own from the rules alone
// params:
//   ids: Party organisations
//   as_of: day of the picture
//   late: dates of a month or a year that may mean a later day; a fact that ends on one is returned too
// returns: [subject, type, holder, id, rule, rule_set, rank, parameters, provisional, valid_from, valid_to, since, until, facts, considered, kind, founded, closed]
UNWIND $ids AS subject
MATCH (p:PartyOrganization {id: subject})-[l:SUPERIOR|OTHERWISE]->(h:PartyOrganization)
WHERE current(l)
  AND in_force(l)
RETURN subject AS subject, CASE type(l) WHEN 'OTHERWISE' THEN 'OTHERWISE SUPERIOR' ELSE type(l) END AS type, h.id AS holder, l.id AS id, l.rule AS rule,
       l.rule_set AS rule_set, l.rank AS rank, l.parameters AS parameters, l.provisional AS provisional,
       l.valid_from AS valid_from, l.valid_to AS valid_to,
       coalesce(l.since, l.valid_from) AS since, coalesce(l.until, l.valid_to) AS until, l.facts AS facts, l.considered AS considered,
       told(h.kind) AS kind, shown(h.founded) AS founded, shown(h.closed) AS closed
UNION ALL
UNWIND $ids AS subject
MATCH (p:PartyOrganization {id: subject})-[f:SUBORDINATE_TO]->(h:PartyOrganization)
WHERE known(f)
  AND may_hold(f)
RETURN subject AS subject, 'SUBORDINATE_TO' AS type, h.id AS holder, f.id AS id, null AS rule,
       null AS rule_set, null AS rank, null AS parameters, false AS provisional,
       f.valid_from AS valid_from, until(f) AS valid_to, f.valid_from AS since, until(f) AS until,
       [subject + '|' + f.id] AS facts, null AS considered,
       told(h.kind) AS kind, shown(h.founded) AS founded, shown(h.closed) AS closed
UNION ALL
UNWIND $ids AS subject
MATCH (p:PartyOrganization {id: subject})
WHERE NOT flagged(p.territorial)
  AND (told(p.kind) = 'joint_branch'
    OR EXISTS { MATCH (p)-[f:COVERS]->(o:Organization)
      WHERE o.kind <> 'supervising_unit' AND known(f) AND in_force(f) }
    OR EXISTS { MATCH (p)-[f:HOSTED_BY]->(o:Organization)
      WHERE o.kind <> 'supervising_unit' AND known(f) AND in_force(f) })
RETURN subject AS subject, 'RULED' AS type, p.id AS holder, null AS id, null AS rule,
       null AS rule_set, null AS rank, null AS parameters, false AS provisional,
       null AS valid_from, null AS valid_to, null AS since, null AS until, null AS facts, null AS considered,
       told(p.kind) AS kind, shown(p.founded) AS founded, shown(p.closed) AS closed
UNION ALL
UNWIND $ids AS subject
MATCH (p:PartyOrganization {id: subject})
WHERE NOT flagged(p.territorial)
  AND (told(p.kind) = 'joint_branch'
    OR EXISTS { MATCH (p)-[f:COVERS]->(o:Organization)
      WHERE o.kind <> 'supervising_unit' AND known(f) AND holds_late(f) }
    OR EXISTS { MATCH (p)-[f:HOSTED_BY]->(o:Organization)
      WHERE o.kind <> 'supervising_unit' AND known(f) AND holds_late(f) })
RETURN subject AS subject, 'RULED_LATE' AS type, p.id AS holder, null AS id, null AS rule,
       null AS rule_set, null AS rank, null AS parameters, false AS provisional,
       null AS valid_from, null AS valid_to, null AS since, null AS until, null AS facts, null AS considered,
       told(p.kind) AS kind, shown(p.founded) AS founded, shown(p.closed) AS closed
