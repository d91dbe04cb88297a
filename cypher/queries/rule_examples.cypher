// title: 规则的例子
// title_en: Organisations whose lead or superior a rule names, those in force at the date first, then the latest
// params:
//   rule: the rule
//   as_of: day of the picture
//   limit: how many at most
// returns: [id, kind, founded, closed, valid_from, valid_to]
MATCH (o:Organization)-[l:LEAD|SUPERIOR]->(holder)
WHERE current(l) AND l.rule = $rule AND o.kind <> 'supervising_unit'
WITH o, l, CASE WHEN in_force(l) THEN 0 ELSE 1 END AS past,
     CASE WHEN l.considered IS NULL OR l.considered = '[]' THEN 1 ELSE 0 END AS alone
ORDER BY past, coalesce(l.until, l.valid_to) DESC, alone, o.id, l.id
LIMIT $limit
RETURN o.id AS id, told(o.kind) AS kind, shown(o.founded) AS founded, closed_then(o) AS closed, l.valid_from AS valid_from, l.valid_to AS valid_to
