// title: 组织的责任主体与直接上级
// title_en: LEAD and SUPERIOR of organisations
// params: {organizations: ids of organisations}
// returns: [organization, type, holder, label, rule, rule_set, rank, provisional, facts, valid_from, valid_to]
UNWIND $organizations AS organization
MATCH (o:Organization {id: organization})-[d:LEAD|SUPERIOR]->(h)
WHERE d.retired_run IS NULL
RETURN organization AS organization, type(d) AS type, h.id AS holder, labels(h)[0] AS label, d.rule AS rule,
       d.rule_set AS rule_set, d.rank AS rank, d.provisional AS provisional, d.facts AS facts,
       d.valid_from AS valid_from, d.valid_to AS valid_to
