// title: 推导关系成列（投影）
// title_en: The derived links of a type that are not retired, as lists of some thousands
// variants: derived
// returns: [bucket, start, end, id, rule, rule_set, rank, parameters, value, provisional, valid_from, valid_to, since, until, facts, considered]
MATCH (a:START)-[d:TYPE]->(b:END)
WHERE current(d)
WITH right(d.id, 1) AS bucket, a, d, b
RETURN bucket, collect(a.id) AS start, collect(b.id) AS end, collect(d.id) AS id, collect(coalesce(d.rule, '')) AS rule,
       collect(d.rule_set) AS rule_set, collect(coalesce(d.rank, -1)) AS rank, collect(d.parameters) AS parameters,
       collect(coalesce(d.value, '')) AS value, collect(coalesce(d.provisional, false)) AS provisional,
       collect(d.valid_from) AS valid_from, collect(d.valid_to) AS valid_to,
       collect(coalesce(d.since, d.valid_from)) AS since, collect(coalesce(d.until, d.valid_to)) AS until,
       collect(d.facts) AS facts, collect(coalesce(d.considered, '')) AS considered
