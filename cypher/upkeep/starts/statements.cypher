// title: 成立日期改变后，修正其未注明起始日期的记述
// title_en: After a founding changed, mends the undated statements about it
// params: {always: the date that stands for always}
// variants: nodes
// returns: [written]
UNWIND $rows AS row
WITH row.id AS key
MATCH (n:LABEL {id: key})-[:HAS_STATEMENT]->(s:Statement)
WHERE s.assumed_start = true AND known(s)
SET s.valid_from = coalesce(n.founded, $always)
RETURN count(s) AS written
