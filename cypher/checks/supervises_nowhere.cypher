// title: 主管行业却没有辖区
// title_en: "It supervises a trade and acts nowhere"
// summary: 单位登记为某行业的主管，却没有活动区域；规则按层级和区域寻找主管单位，永远找不到它。
// summary_en: "A unit supervises a trade, and no region is recorded in which it acts. The rules look for the unit of a level and a region, and will never find it."
// remedy: 在业务主管单位名录中登记其行政区划。
// remedy_en: "Record its region in the register of supervising units."
// severity: warning
// population: organizations
MATCH (u:Organization {kind: 'supervising_unit'})-[f:SUPERVISES_TRADE]->(t:Trade)
WHERE known(f) AND in_force(f)
  AND alive(u)
  AND NOT EXISTS { MATCH (u)-[a:ACTS_IN]->(:Region) WHERE known(a) AND in_force(a) }
WITH u, t.id AS trade ORDER BY trade
WITH u, collect(DISTINCT trade) AS trades
RETURN u.id AS id, 'Organization' AS label, {name: told(u.name), trades: trades} AS detail
ORDER BY id
