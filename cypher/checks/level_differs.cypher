// title: 批准与登记层级不一
// title_en: "Approved at one level, registered at another"
// summary: 批准层级与民政登记层级不同，按批准层级。
// summary_en: "The effective level comes from the approval and differs from the level of the civil registration."
// remedy: 核实批准机关与登记管理机关。
// remedy_en: "Check the approving and the registering authority."
// severity: info
// population: organizations
MATCH (o:Organization)-[level:LEVEL]->(:Region)
WHERE current(level) AND in_force(level) AND level.rank < 4
  AND alive(o)
MATCH (o)-[f:REGISTERED_WITH {civil: true}]->(body:Organization)
WHERE known(f) AND in_force(f)
OPTIONAL MATCH (body)-[acts:ACTS_IN]->(r:Region)
WHERE known(acts)
WITH o, level, body, f, max(toInteger(told(r.depth))) AS depth
WITH o, level, body, coalesce(f.level, CASE depth WHEN 0 THEN 'province' WHEN 1 THEN 'city' ELSE 'district' END) AS registered
WHERE registered <> level.value
WITH o, level, min(body.id) AS body, min(registered) AS registered
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), approved: level.value, registered: registered, body: body} AS detail
