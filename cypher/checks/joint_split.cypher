// title: 联合支部上级不一
// title_en: "A joint branch whose organisations disagree"
// summary: 没有所在单位的联合党支部，其覆盖的组织的直接上级不一致，无法确定它的上级。
// summary_en: "A joint branch without host covers organisations whose superiors differ, so that nobody is its superior."
// remedy: 登记所在单位，或对其上级作出决定。
// remedy_en: "Record where it sits, or a decision about its superior."
// severity: warning
// population: party_organizations
MATCH (p:PartyOrganization)-[c:COVERS]->(o:Organization)-[s:SUPERIOR]->(q:PartyOrganization)
WHERE known(c) AND in_force(c)
  AND current(s) AND in_force(s)
  AND alive(p) AND NOT flagged(p.territorial)
  AND NOT EXISTS { MATCH (p)-[d:SUPERIOR]->() WHERE current(d) AND in_force(d) }
  AND NOT EXISTS { MATCH (p)-[h:HOSTED_BY]->() WHERE known(h) AND in_force(h) }
WITH p, collect(DISTINCT q.id) AS superiors, collect(DISTINCT o.id) AS organizations
WHERE size(superiors) > 1
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), superiors: superiors, organizations: organizations} AS detail
