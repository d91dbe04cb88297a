// title: 已建组织而未报党员数
// title_en: "Built, and its members not reported"
// summary: 已被党组织覆盖的单位没有上报正式党员数，党员总数和人数方面的检查都缺少它。
// summary_en: "An organisation that a Party organisation covers reports no full members: it is missing from the sum of members and from every check of numbers."
// remedy: 补报其正式党员、预备党员和未转组织关系党员数。
// remedy_en: "Report its full, probationary and untransferred members."
// severity: info
// population: organizations
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
  AND size(c.party_organizations) > 0 AND alive(o)
  AND c.members_full IS NULL
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), party_organizations: c.party_organizations} AS detail
ORDER BY id
