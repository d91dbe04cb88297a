// title: 未经沟通
// title_en: "No consultation"
// summary: 省以上批准的组织没有与上级部门沟通的记录，责任主体为暂定。
// summary_en: "Approved by the province or above, and no consultation is recorded: the lead is provisional."
// remedy: 补录沟通文号、日期与结果。
// remedy_en: "Record the consultation with document, date and result."
// severity: warning
// population: organizations
// parameters: [consultation_expected]
MATCH (o:Organization)-[lead:LEAD {provisional: true}]->(unit:Organization)
WHERE $consultation_expected = true AND current(lead) AND in_force(lead)
  AND alive(o)
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), lead: unit.id} AS detail
