// title: 党员多于从业人员
// title_en: "More members than employees"
// summary: 同一份人数中，正式党员与预备党员之和多于从业人员，两个数至少有一个有误，或党员中有离退休人员。
// summary_en: "One headcount has more members, full and probationary, than employees: one of the numbers is wrong, or members who are retired were counted."
// remedy: 核对该份人数，更正后重新载入。
// remedy_en: "Verify that headcount, correct it and load it again."
// severity: warning
// population: organizations
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
  AND alive(o) AND c.employees_bound = 'exact'
  AND coalesce(c.members_full, 0) + coalesce(c.members_probationary, 0) > c.employees
RETURN o.id AS id, 'Organization' AS label,
       {name: told(o.name), employees: c.employees, members: coalesce(c.members_full, 0) + coalesce(c.members_probationary, 0), headcount: c.headcount} AS detail
ORDER BY id
