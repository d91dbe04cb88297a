// title: 所在单位已不存在
// title_en: "Its host exists no more"
// summary: 党组织登记的所在单位都已注销或撤销，它设在哪里、由谁的上级负责无从判断。
// summary_en: "Every unit that hosts the Party organisation is dissolved: where it sits, and whose superior is above it, cannot be told."
// remedy: 登记新的所在单位，或登记党组织的撤销日期。
// remedy_en: "Record where it sits now, or the day on which it was dissolved itself."
// severity: warning
// population: party_organizations
MATCH (p:PartyOrganization)-[f:HOSTED_BY]->(o:Organization)
WHERE known(f) AND in_force(f)
  AND alive(p)
WITH p, o.id AS host, alive(o) AS exists ORDER BY host
WITH p, sum(CASE WHEN exists THEN 1 ELSE 0 END) AS existing, collect(DISTINCT host) AS hosts
WHERE existing = 0
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), hosts: hosts} AS detail
ORDER BY id
