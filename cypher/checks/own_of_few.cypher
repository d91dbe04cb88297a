// title: 单独组建而党员不足
// title_en: "One of its own with too few full members"
// summary: 单位有自己的党组织，上报的正式党员却不足三名；党章规定正式党员三人以上才成立党的基层组织。
// summary_en: "An organisation has a Party organisation of its own and reports fewer than three full members, with whom none is founded under the constitution of the Party."
// remedy: 核实人数；确不足三名的，并入联合党支部，或补报漏报的党员。
// remedy_en: "Verify the count; where it is right, join it to a joint branch, else report the members who were left out."
// severity: warning
// population: organizations
// parameters: [must_build_members]
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
  AND c.class STARTS WITH 'own_' AND alive(o)
  AND c.members_full + CASE c.members_full_bound WHEN 'more_than' THEN 1 ELSE 0 END < $must_build_members
RETURN o.id AS id, 'Organization' AS label,
       {name: told(o.name), members_full: c.members_full, party_organizations: c.party_organizations} AS detail
ORDER BY id
