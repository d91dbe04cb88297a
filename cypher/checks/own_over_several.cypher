// title: 单独党组织覆盖多个单位
// title_en: "One that is not joint covers several organisations"
// summary: 党委、党总支或党支部登记覆盖两个以上单位，却不是联合党支部；各单位都计为单独组建，单独组建率因此偏高。
// summary_en: "A committee, general branch or branch covers two organisations or more and is no joint branch: each of them counts as having its own, so that the ratio of those is too high."
// remedy: 核实其类型；为几个单位合建的，改登为联合党支部，否则更正覆盖单位。
// remedy_en: "Verify its kind; where several built it together, record it as a joint branch, else correct whom it covers."
// severity: warning
// population: party_organizations
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)
WHERE known(f) AND in_force(f)
  AND alive(p) AND alive(o) AND told(p.kind) <> 'joint_branch'
WITH p, o.id AS covered ORDER BY covered
WITH p, collect(DISTINCT covered) AS covered
WHERE size(covered) > 1
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), kind: told(p.kind), covered: covered} AS detail
ORDER BY id
