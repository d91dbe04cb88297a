// title: 只登记有已撤销的党组织
// title_en: "Covered by nobody who exists"
// summary: 存续单位登记的党组织都已撤销，没有登记接续的党组织；系统按未建统计，其党员归属没有记载。
// summary_en: "Every Party organisation that covers the organisation is dissolved, and none follows it: it counts as having none, and where its members belong is not recorded."
// remedy: 核实党员转入的党组织，登记其覆盖关系；撤销日期有误的予以更正。
// remedy_en: "Find the Party organisation that its members joined and record that it covers them, or correct the day of the dissolution."
// severity: warning
// population: organizations
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)
WHERE known(f) AND in_force(f)
  AND alive(o)
WITH o, p.id AS party, alive(p) AS exists, ceased(p) <= $as_of AS closed ORDER BY party
WITH o, sum(CASE WHEN exists THEN 1 ELSE 0 END) AS existing, collect(DISTINCT CASE WHEN closed THEN party END) AS closed
WHERE existing = 0 AND size(closed) > 0
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), closed: closed} AS detail
ORDER BY id
