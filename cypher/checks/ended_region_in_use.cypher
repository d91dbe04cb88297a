// title: 已停用的区划仍在使用
// title_en: "A region that has ended is still in use"
// summary: 区划代码已经停用（例如撤市设区后的原代码），仍有存续的组织登记住所于此，或有下级区划归属于它；按新区划的统计会漏掉它们。
// summary_en: "The code of a region is no longer valid (a county-level city that became a district), and organisations still have their seats in it, or regions belong to it: counts by the new region miss them."
// remedy: 将住所和下级区划改登到接续的区划代码后重新载入。
// remedy_en: "Move the seats and the regions below to the code that follows it, and load them again."
// severity: warning
// population: regions
MATCH (r:Region)
WHERE known(r) AND ceased(r) <= $as_of
OPTIONAL MATCH (r)<-[f:LOCATED_IN|PART_OF]-(x)
WHERE known(f) AND in_force(f)
  AND alive(x)
WITH r, count(DISTINCT CASE type(f) WHEN 'LOCATED_IN' THEN x.id END) AS organizations,
     count(DISTINCT CASE type(f) WHEN 'PART_OF' THEN x.id END) AS regions
WHERE organizations + regions > 0
RETURN r.id AS id, 'Region' AS label,
       {name: told(r.name), since: ceased(r), organizations: organizations, regions: regions} AS detail
ORDER BY id
