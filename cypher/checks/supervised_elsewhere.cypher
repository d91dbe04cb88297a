// title: 主管单位不属本层级
// title_en: "Supervised by a unit of another place or level"
// summary: 登记的业务主管单位不在有效层级所在区域（例如属另一区市县），推导时不采用。
// summary_en: "The stated supervising unit does not act in the region whose bodies answer (another district, another level), so that the rules pass it over."
// remedy: 核实业务主管单位，或更正批准层级。
// remedy_en: "Check the supervising unit, or the level of the approval."
// severity: warning
// population: organizations
// twin: "the referee of the tests answers the same question from the records"
MATCH (o:Organization)-[level:LEVEL]->(region:Region)
WHERE level.retired_run IS NULL AND level.valid_from <= $as_of AND $as_of < level.valid_to
  AND coalesce(o.founded, '') <= $as_of AND $as_of < coalesce(o.closed, '9999-12-31')
MATCH (o)-[s:SUPERVISED_BY]->(unit:Organization)
WHERE s.retracted_run IS NULL AND s.valid_from <= $as_of AND $as_of < s.valid_to
  AND NOT EXISTS { MATCH (unit)-[acts:ACTS_IN]->(region) WHERE acts.retracted_run IS NULL AND acts.valid_from <= $as_of AND $as_of < acts.valid_to }
WITH o, level, region, min(unit.id) AS unit
RETURN o.id AS id, 'Organization' AS label, {name: o.name, unit: unit, region: region.id, level: level.value} AS detail
