// title: 仍登记覆盖已注销的单位
// title_en: "It still covers who is dissolved"
// summary: 存续的党组织登记覆盖的单位已经注销，覆盖关系却没有终止日期；其党员去了哪里没有记载。
// summary_en: "A Party organisation that exists covers an organisation that was dissolved, and nobody ended the coverage: where its members went is not recorded."
// remedy: 核实党员去向，给覆盖关系填写终止日期；党组织应随之撤销的，登记撤销日期。
// remedy_en: "Find out where the members went and end the coverage; where the Party organisation went too, state the day."
// severity: warning
// population: party_organizations
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)
WHERE known(f) AND in_force(f)
  AND alive(p) AND ceased(o) <= $as_of AND coalesce(told(o.left), '') = ''
WITH p, o.id AS closed ORDER BY closed
WITH p, collect(DISTINCT closed) AS closed
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), closed: closed} AS detail
ORDER BY id
