// title: 组织的推导关系
// title_en: Who was derived to lead, stand above and support an organisation, over all time
// params:
//   id: the organisation
// returns: [id, type, holder, rule, rule_set, provisional, valid_from, valid_to, considered, run]
MATCH (o:Organization {id: $id})-[l:LEAD|SUPERIOR|SUPPORT]->(h)
WHERE current(l)
RETURN l.id AS id, type(l) AS type, h.id AS holder, l.rule AS rule, l.rule_set AS rule_set, l.provisional AS provisional,
       l.valid_from AS valid_from, l.valid_to AS valid_to, l.considered AS considered, l.derived_run AS run
