// title: 住所不知在哪个区市县
// title_en: "The district of its seat is not known"
// summary: 存续且属统计范围的组织没有登记住所，或只知在本市；按区划的统计归入“未知”，由住所推导的区市县责任主体也无从确定。
// summary_en: "An organisation of the population has no seat, or one known to the city alone: counts by region have it under none, and where the district follows from the seat nobody can be named."
// remedy: 登记其住所所在的区市县或街道。
// remedy_en: "Record the district or street of its seat."
// severity: warning
// population: organizations
MATCH (o:Organization)
WHERE told(o.kind) <> 'supervising_unit' AND alive(o)
OPTIONAL MATCH (o)-[f:LOCATED_IN]->(r:Region)
WHERE known(f) AND in_force(f)
WITH o, r.id AS region, told(r.rank) AS rank ORDER BY region
WITH o, collect(DISTINCT region) AS regions, sum(CASE WHEN rank IN ['district', 'street'] THEN 1 ELSE 0 END) AS fine
WHERE fine = 0
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), regions: regions} AS detail
ORDER BY id
