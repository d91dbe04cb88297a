// title: 写入推导关系
// title_en: Derived links that this run derives anew
// params: {run: the run that derives them}
// variants: derived
// returns: [made]
UNWIND range(0, size($columns.id) - 1) AS n
MATCH (subject:START {id: $columns.subject[n]})
MATCH (holder:END {id: $columns.holder[n]})
CREATE (subject)-[link:TYPE {
  id: $columns.id[n], rule: $columns.rule[n], rule_set: $columns.rule_set[n], rank: $columns.rank[n], value: $columns.value[n],
  provisional: $columns.provisional[n], valid_from: $columns.valid_from[n], valid_to: $columns.valid_to[n],
  since: $columns.since[n], until: $columns.until[n], facts: $columns.facts[n], considered: $columns.considered[n],
  parameters: $columns.parameters[n], derived_run: $run, recorded: $revision}]->(holder)
RETURN count(link) AS made
