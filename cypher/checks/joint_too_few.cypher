// title: 联合支部党员不足
// title_en: "A joint branch with fewer than three full members"
// summary: 联合党支部所覆盖单位的正式党员合计不足三名。
// summary_en: "The full members of the organisations that a joint branch covers are fewer than three together."
// remedy: 调整联合范围，或并入其他党支部。
// remedy_en: "Widen the branch, or join it to another."
// severity: severe
// population: party_organizations
// parameters: [joint_branch_members]
MATCH (p:PartyOrganization {kind: 'joint_branch'})-[f:COVERS]->(o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE known(f) AND in_force(f)
  AND current(c) AND in_force(c)
  AND alive(p)
// two sources may say of one that it is covered; more than two is three at least
WITH DISTINCT p, o, c.members_full + CASE c.members_full_bound WHEN 'more_than' THEN 1 ELSE 0 END AS full
WITH p, collect(full) AS counts, count(o) AS covered
WHERE size(counts) = covered AND reduce(total = 0, n IN counts | total + n) < $joint_branch_members
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), members_full: reduce(total = 0, n IN counts | total + n), covered: covered} AS detail
