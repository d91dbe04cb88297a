// title: 党总支人数已达党委规模
// title_en: "A general branch as large as a committee"
// summary: 党总支的党员已达一百名以上，一般应设党委；支部过大另有检查。
// summary_en: "A general branch has 100 members or more, the size of a committee. Branches that are too large are another check."
// remedy: 核实人数；属实的，研究改设党委，或补充批准依据。
// remedy_en: "Verify the count; where it is right, consider a committee, or keep the approval at hand."
// severity: info
// population: party_organizations
// parameters: [committee_members, party_kind_basis]
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE told(p.kind) = 'general_branch'
  AND known(f) AND in_force(f)
  AND current(c) AND in_force(c)
  AND alive(p)
  AND size(c.party_organizations) = 1 AND p.id IN c.party_organizations
WITH DISTINCT p, o.id AS covered,
     coalesce(c.members_full, 0) + CASE c.members_full_bound WHEN 'more_than' THEN 1 ELSE 0 END
     + CASE $party_kind_basis WHEN 'full' THEN 0 ELSE coalesce(c.members_probationary, 0)
       + CASE c.members_probationary_bound WHEN 'more_than' THEN 1 ELSE 0 END END AS members
WITH p, sum(members) AS members
WHERE members >= $committee_members
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), members: members, expected: $committee_members} AS detail
ORDER BY id
