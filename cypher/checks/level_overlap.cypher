// title: 区级主管与市级协会并存
// title_en: "District lead and municipal association"
// summary: 区市县批准的组织，主行业另有市级协会党组织：上级为区级责任主体的党组织，协会为依托（默认）。
// summary_en: "Led by a district while a municipal association has a Party organisation for its trade: the superior comes from the district lead, the association supports (a default)."
// remedy: 如需由协会党组织统一管理，将该行业的协会范围设为全市。
// remedy_en: "Where the association should lead, set the trade's association scope to city-wide."
// severity: info
// population: organizations
MATCH (o:Organization)-[level:LEVEL {value: 'district'}]->(:Region)
WHERE current(level) AND in_force(level)
  AND alive(o)
MATCH (o)-[support:SUPPORT]->(p:PartyOrganization)
WHERE current(support) AND in_force(support)
MATCH (o)-[superior:SUPERIOR {rule: 'direct'}]->(q:PartyOrganization)
WHERE current(superior) AND in_force(superior)
WITH o, min(p.id) AS association, min(q.id) AS superior
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), association: association, superior: superior} AS detail
