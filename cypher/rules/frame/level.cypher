// title: 有效层级
// title_en: Effective level
// summary: 有效的最高批准层级；没有批准记录的，按行业的批准层级；再没有的，按民政登记层级。
// summary_en: The highest stated approval in force, else the level at which the trade is approved, else the civil registration level.
// sentence: 经市级审批或注册的新社会组织，由市级业务主管单位党组织负责；经区市县级审批或注册登记的，由区市县业务主管单位党组织负责。
// sentence_en: Organisations approved or registered by the city are the charge of the city's supervising units, those approved or registered by a district of the district's.
// settles: [LEVEL]
// precedence: 0
// rule_sets: []
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[f:APPROVED_BY]->(body:Organization)
WHERE f.retracted_run IS NULL
OPTIONAL MATCH (body)-[acts:ACTS_IN]->(r:Region)
WHERE acts.retracted_run IS NULL AND f.level IS NULL
WITH subject, f, body, acts, r.depth AS depth,
     coalesce(f.level, CASE r.depth WHEN 0 THEN 'province' WHEN 1 THEN 'city' WHEN 2 THEN 'district' WHEN 3 THEN 'district' END) AS value
WHERE value IS NOT NULL
RETURN 'LEVEL' AS role, subject AS subject, body.id AS holder, 'Organization' AS label, value AS value,
       CASE value WHEN 'national' THEN 0 WHEN 'province' THEN 1 WHEN 'city' THEN 2 ELSE 3 END AS rank,
       [3 - coalesce(depth, 0)] AS nearness, false AS provisional,
       [f.valid_from] + CASE WHEN acts IS NULL THEN [] ELSE [acts.valid_from] END AS from_dates,
       [f.valid_to] + CASE WHEN acts IS NULL THEN [] ELSE [acts.valid_to] END AS to_dates,
       [subject + '|' + f.id] + CASE WHEN acts IS NULL THEN [] ELSE [body.id + '|' + acts.id] END AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[f:IN_TRADE {main: true}]->(trade:Trade)
WHERE f.retracted_run IS NULL AND trade.approved_at IS NOT NULL
RETURN 'LEVEL' AS role, subject AS subject, trade.id AS holder, 'Trade' AS label, trade.approved_at AS value,
       4 AS rank, [0] AS nearness, false AS provisional, [f.valid_from] AS from_dates, [f.valid_to] AS to_dates,
       [subject + '|' + f.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[f:REGISTERED_WITH {civil: true}]->(body:Organization)
WHERE f.retracted_run IS NULL
OPTIONAL MATCH (body)-[acts:ACTS_IN]->(r:Region)
WHERE acts.retracted_run IS NULL AND f.level IS NULL
WITH subject, f, body, acts, r.depth AS depth,
     coalesce(f.level, CASE r.depth WHEN 0 THEN 'province' WHEN 1 THEN 'city' WHEN 2 THEN 'district' WHEN 3 THEN 'district' END) AS value
WHERE value IS NOT NULL
RETURN 'LEVEL' AS role, subject AS subject, body.id AS holder, 'Organization' AS label, value AS value,
       5 AS rank, [3 - coalesce(depth, 0)] AS nearness, false AS provisional,
       [f.valid_from] + CASE WHEN acts IS NULL THEN [] ELSE [acts.valid_from] END AS from_dates,
       [f.valid_to] + CASE WHEN acts IS NULL THEN [] ELSE [acts.valid_to] END AS to_dates,
       [subject + '|' + f.id] + CASE WHEN acts IS NULL THEN [] ELSE [body.id + '|' + acts.id] END AS facts
