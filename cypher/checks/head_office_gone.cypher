// title: 总部已不存在
// title_en: "Its head office exists no more"
// summary: 分支机构仍存续，登记的总部却已注销。
// summary_en: "A branch office exists, and the head office recorded for it is dissolved."
// remedy: 核实分支机构是否随之注销，或登记新的总部。
// remedy_en: "See whether the branch office was dissolved with it, or record the new head office."
// severity: warning
// population: organizations
MATCH (o:Organization)-[f:HEAD_OFFICE]->(head:Organization)
WHERE known(f) AND in_force(f)
  AND alive(o) AND ceased(head) <= $as_of
WITH o, head.id AS closed ORDER BY closed
WITH o, collect(DISTINCT closed) AS closed
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), closed: closed} AS detail
ORDER BY id
