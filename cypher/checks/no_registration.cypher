// title: 没有批准也没有登记
// title_en: "Neither approved nor registered"
// summary: 存续且属统计范围的组织没有任何批准机关或登记管理机关的记载；它凭什么成立、属哪一层级都没有依据，只能按行业推导。
// summary_en: "No approving and no registering authority is recorded for an organisation of the population: nothing says by whose leave it exists and at which level, so that only its trade can tell."
// remedy: 补录批准机关或登记管理机关；查无登记的，核实是否存在。
// remedy_en: "Record who approved or registered it; where nobody did, see whether it exists."
// severity: info
// population: organizations
MATCH (o:Organization)
WHERE told(o.kind) <> 'supervising_unit' AND alive(o)
  AND NOT EXISTS { MATCH (o)-[f:APPROVED_BY|REGISTERED_WITH]->(:Organization) WHERE known(f) AND in_force(f) }
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), kind: told(o.kind)} AS detail
ORDER BY id
