// title: 联合支部单位过多
// title_en: "A joint branch that covers many units"
// summary: 联合党支部覆盖的单位超过五个。
// summary_en: "A joint branch generally covers at most five units."
// remedy: 条件成熟的单位单独组建。
// remedy_en: "Let units that can found their own."
// severity: warning
// population: party_organizations
// parameters: [joint_branch_units]
MATCH (p:PartyOrganization {kind: 'joint_branch'})-[f:COVERS]->(o:Organization)
WHERE known(f) AND in_force(f)
  AND alive(p)
WITH p, count(DISTINCT o) AS covered
WHERE covered > $joint_branch_units
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), covered: covered} AS detail
