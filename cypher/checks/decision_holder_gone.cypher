// title: 决定的承担者不存在
// title_en: "A decision for somebody who does not exist"
// summary: 仍在执行的归属决定所确定的单位或党组织，当日不存在；决定优先于各条规则，责任链因此中断。
// summary_en: "A decision in force names a unit or a Party organisation that does not exist on the day. Decisions stand before every rule, so that the chain breaks there."
// remedy: 给该决定填写终止日期，或作出新的决定。
// remedy_en: "End the decision, or record the one that replaces it."
// severity: warning
// population: facts
CALL () {
  MATCH (s:Organization)-[f:DECIDED]->(holder)
  WHERE known(f) AND in_force(f)
    AND alive(s) AND NOT alive(holder)
  RETURN s.id AS id, 'Organization' AS label, told(s.name) AS name, f.role + ' ' + holder.id AS gone
  UNION ALL
  MATCH (s:PartyOrganization)-[f:DECIDED]->(holder)
  WHERE known(f) AND in_force(f)
    AND alive(s) AND NOT alive(holder)
  RETURN s.id AS id, 'PartyOrganization' AS label, told(s.name) AS name, f.role + ' ' + holder.id AS gone
}
WITH id, label, name, gone ORDER BY gone
WITH id, label, name, collect(DISTINCT gone) AS gone
RETURN id AS id, label AS label, {name: name, gone: gone} AS detail
ORDER BY id, label
