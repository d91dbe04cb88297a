// title: 主管与挂靠不一致
// title_en: "Supervised by one unit, affiliated to another"
// summary: 同一层级既有业务主管单位又有行政挂靠单位，且不是同一单位；按默认先主管后挂靠。
// summary_en: "At the level that counts there are both a supervising and an affiliated unit, and they differ; by default the supervising unit leads for city and district."
// remedy: 核实由谁负责，必要时作出书面决定。
// remedy_en: "Find out who answers; record a decision where needed."
// severity: warning
// population: organizations
MATCH (o:Organization)-[level:LEVEL]->(region:Region)
WHERE current(level) AND in_force(level)
  AND alive(o)
MATCH (o)-[s:SUPERVISED_BY]->(a:Organization)-[sa:ACTS_IN]->(region)
WHERE known(s) AND in_force(s)
  AND known(sa) AND in_force(sa)
MATCH (o)-[f:AFFILIATED_TO]->(b:Organization)-[fa:ACTS_IN]->(region)
WHERE known(f) AND in_force(f) AND a.id <> b.id
  AND known(fa) AND in_force(fa)
WITH o, min(a.id) AS supervising, min(b.id) AS affiliated
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), supervising: supervising, affiliated: affiliated} AS detail
