// title: 联合支部只有一个单位
// title_en: "A joint branch of one organisation"
// summary: 联合党支部只覆盖一个存续的单位：不是单独支部登记成了联合，就是其余单位漏登或已注销。
// summary_en: "A joint branch covers one organisation that exists: it is the organisation's own in truth, or the others were left out or are gone."
// remedy: 核实其余单位；确只一个的，改登为该单位的党支部。
// remedy_en: "See where the others are; where there is one alone, record the branch as its own."
// severity: warning
// population: party_organizations
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)
WHERE known(f) AND in_force(f)
  AND alive(p) AND alive(o) AND told(p.kind) = 'joint_branch'
WITH p, collect(DISTINCT o.id) AS covered
WHERE size(covered) = 1
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), organization: covered[0]} AS detail
ORDER BY id
