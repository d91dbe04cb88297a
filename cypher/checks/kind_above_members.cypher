// title: 党组织类型高于人数
// title_en: "A higher kind than its members suggest"
// summary: 党员不足一百名的党委、不足五十名的党总支：经批准可以设立，登记中看不出批准依据。
// summary_en: "A committee of fewer than 100 members, or a general branch of fewer than 50: both may be founded with approval, and the register does not show it."
// remedy: 无须更正；请留存上级批复备查，人数漏报的予以补报。
// remedy_en: "Nothing need be wrong: keep the approval at hand, and report members who were left out."
// severity: info
// population: party_organizations
// parameters: [general_branch_members, committee_members, party_kind_basis]
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE told(p.kind) IN ['committee', 'general_branch']
  AND known(f) AND in_force(f)
  AND current(c) AND in_force(c)
  AND alive(p)
  AND size(c.party_organizations) = 1 AND p.id IN c.party_organizations
WITH DISTINCT p, o.id AS covered,
     c.members_full + CASE c.members_full_bound WHEN 'more_than' THEN 1 ELSE 0 END
     + CASE $party_kind_basis WHEN 'full' THEN 0 ELSE c.members_probationary
       + CASE c.members_probationary_bound WHEN 'more_than' THEN 1 ELSE 0 END END AS members
WITH p, CASE told(p.kind) WHEN 'committee' THEN $committee_members ELSE $general_branch_members END AS expected,
     sum(members) AS members, count(covered) AS covered, count(members) AS counted
WHERE counted = covered AND members < expected
RETURN p.id AS id, 'PartyOrganization' AS label,
       {name: told(p.name), kind: told(p.kind), members: members, expected: expected} AS detail
ORDER BY id
