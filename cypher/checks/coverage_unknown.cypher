// title: 党员数未上报
// title_en: "Member counts not reported"
// summary: 未建党组织，且决定其类别的党员数没有上报，不在官方表的平衡之内。
// summary_en: "Nothing is built, and a count that would decide the class is missing; outside the balance of the official form."
// remedy: 补报正式党员、预备党员和未转组织关系党员数。
// remedy_en: "Report full, probationary and untransferred members."
// severity: warning
// population: organizations
MATCH (c:Coverage)<-[:HAS_COVERAGE]-(o:Organization)
WHERE c.class = 'unknown' AND current(c) AND in_force(c)
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), headcount: c.headcount} AS detail
