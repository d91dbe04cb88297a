// title: 登记的与推导的上级
// title_en: Of each Party organisation that exists, its derived superior and its recorded ones
// params:
//   as_of: day of the picture
// returns: [subject, type, holder, id, rule, exists]
MATCH (p:PartyOrganization)-[l:SUPERIOR]->(h:PartyOrganization)
WHERE alive(p) AND current(l) AND in_force(l)
RETURN p.id AS subject, 'derived' AS type, h.id AS holder, l.id AS id, l.rule AS rule, alive(h) AS exists
UNION ALL
MATCH (p:PartyOrganization)-[f:SUBORDINATE_TO]->(h:PartyOrganization)
WHERE alive(p) AND known(f) AND in_force(f)
RETURN p.id AS subject, 'recorded' AS type, h.id AS holder, f.id AS id, null AS rule, alive(h) AS exists
