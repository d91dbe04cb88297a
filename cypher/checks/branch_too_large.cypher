// title: 支部党员过多
// title_en: "A branch with many members"
// summary: 党支部（含联合党支部）的正式党员与预备党员合计超过五十名；一个单位有几个党组织的不计，因为分不清各有多少。
// summary_en: "A branch, joint or not, generally has at most fifty members, full and probationary. Units that several Party organisations cover are not counted, as nobody says how many each has."
// remedy: 核实人数；属实的，研究改设党总支或分设支部，或补充批准依据。
// remedy_en: "Verify the count; where it is right, consider a general branch or several branches, or record the approval."
// severity: warning
// population: party_organizations
// parameters: [branch_members]
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE told(p.kind) IN ['branch', 'joint_branch']
  AND known(f) AND in_force(f)
  AND current(c) AND in_force(c)
  AND alive(p)
  AND size(c.party_organizations) = 1 AND p.id IN c.party_organizations
WITH DISTINCT p, o.id AS covered,
     coalesce(c.members_full, 0) + CASE c.members_full_bound WHEN 'more_than' THEN 1 ELSE 0 END
     + coalesce(c.members_probationary, 0) + CASE c.members_probationary_bound WHEN 'more_than' THEN 1 ELSE 0 END AS members
WITH p, sum(members) AS members, count(covered) AS covered
WHERE members > $branch_members
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), members: members, covered: covered} AS detail
