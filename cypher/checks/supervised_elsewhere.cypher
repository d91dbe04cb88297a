// title: 主管单位不属本层级
// title_en: "Supervised by a unit of another place or level"
// summary: 登记的业务主管单位不在有效层级所在区域（例如属另一区市县），推导时不采用。
// summary_en: "The stated supervising unit does not act in the region whose bodies answer (another district, another level), so that the rules pass it over."
// remedy: 核实业务主管单位，或更正批准层级。
// remedy_en: "Check the supervising unit, or the level of the approval."
// severity: warning
// population: organizations
MATCH (o:Organization)-[level:LEVEL]->(region:Region)
WHERE current(level) AND in_force(level)
  AND alive(o)
MATCH (o)-[s:SUPERVISED_BY]->(unit:Organization)
WHERE known(s) AND in_force(s)
  AND NOT EXISTS { MATCH (unit)-[acts:ACTS_IN]->(region) WHERE known(acts) AND in_force(acts) }
WITH o, level, region, min(unit.id) AS unit
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), unit: unit, region: region.id, level: level.value} AS detail
