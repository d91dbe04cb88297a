// title: 本次产生或取消的责任关系
// title_en: Links of responsibility that this revision derives or retires
// returns: [subject, name, type, holder, holder_name, rule, valid_from, valid_to, came]
MATCH (s:Organization|PartyOrganization)-[l:LEAD|SUPERIOR|SUPPORT]->(h)
WHERE l.recorded = $revision OR l.retired = $revision
RETURN s.id AS subject, s.name AS name, type(l) AS type, h.id AS holder, h.name AS holder_name, l.rule AS rule,
       l.valid_from AS valid_from, l.valid_to AS valid_to, coalesce(l.recorded, 0) = $revision AS came
ORDER BY subject, type, holder, valid_from
