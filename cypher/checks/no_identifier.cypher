// title: 没有任何登记代码
// title_en: "Without any number of a registry"
// summary: 存续且属统计范围的组织没有统一社会信用代码、组织机构代码、登记证号或来源自有编号，只能凭名称和区划辨认，改名或迁址后可能被当成另一个组织。
// summary_en: "An organisation of the population has no credit code, organisation code, registration number or key of its source. It is known by its name and region alone, and may be taken for another one once it is renamed or moves."
// remedy: 向登记管理机关核实并补录代码或登记证号。
// remedy_en: "Ask the registering authority for its code or number, and load it."
// severity: info
// population: organizations
MATCH (o:Organization)
WHERE told(o.kind) <> 'supervising_unit' AND alive(o)
  AND NOT EXISTS { MATCH (o)-[f:IDENTIFIED_BY]->(:Identifier) WHERE known(f) AND in_force(f) }
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name)} AS detail
ORDER BY id
