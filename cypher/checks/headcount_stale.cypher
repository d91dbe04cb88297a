// title: 人数陈旧
// title_en: "Stale headcount"
// summary: 最新的党员人数早于统计日期二十四个月以上（默认）；只报指导员的名单不算。
// summary_en: "The newest headcount of members is older than 24 months (a default); lists of instructors alone do not count."
// remedy: 补报最近的人数。
// remedy_en: "Report a newer headcount."
// severity: info
// population: organizations
// parameters: [stale_headcount_months]
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
MATCH (o)-[:HAS_HEADCOUNT]->(h:Headcount)
WHERE h.id = c.headcount // the one that tells the members
WITH o, h.date AS newest
WITH o, newest, 12 * (toInteger(substring($as_of, 0, 4)) - toInteger(substring(newest, 0, 4)))
     + toInteger(substring($as_of, 5, 2)) - toInteger(CASE WHEN size(newest) >= 7 THEN substring(newest, 5, 2) ELSE '12' END) AS months
WHERE months > $stale_headcount_months
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), date: newest, months: months} AS detail
