// title: 区划有多个上级
// title_en: "A region of several parents"
// summary: 区划同时归属两个以上上级，其中的组织会在汇总时重复计入；统计上每个区划只归属一个上级。
// summary_en: "A region belongs to two or more at one time, so that its organisations are counted twice above it: in the counts each region has one parent."
// remedy: 确认统计上的上级，给其余的归属填写终止日期，或更正后重新载入。
// remedy_en: "Find out which parent counts, end or correct the others, load the table again."
// severity: severe
// population: regions
MATCH (r:Region)-[f:PART_OF]->(above:Region)
WHERE known(f) AND in_force(f)
  AND alive(r)
WITH r, above.id AS parent ORDER BY parent
WITH r, collect(DISTINCT parent) AS parents
WHERE size(parents) > 1
RETURN r.id AS id, 'Region' AS label, {name: told(r.name), parents: parents} AS detail
ORDER BY id
