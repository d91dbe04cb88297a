// title: 有效层级
// title_en: Effective level
// summary: 有效的最高批准层级；没有批准记录的，按行业的批准层级；再没有的，按民政登记层级。
// summary_en: The highest stated approval in force, else the level at which the trade is approved, else the civil registration level.
// sentence: 经市级审批或注册的新社会组织，由市级业务主管单位党组织负责；经区市县级审批或注册登记的，由区市县业务主管单位党组织负责。
// sentence_en: Organisations approved or registered by the city are the charge of the city's supervising units, those approved or registered by a district of the district's.
// precedence: 0
MATCH (o)-[stated:STATED_LEVEL]->(by)
WHERE stated.value <> 'district'
RETURN o AS subject, $city AS holder, stated.value AS value, stated.rank AS rank
UNION ALL
MATCH (by)<-[stated:STATED_LEVEL {value: 'district'}]-(o)-[:DISTRICT]->(district)
RETURN o AS subject, district AS holder, stated.value AS value, stated.rank AS rank
