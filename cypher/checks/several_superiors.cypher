// title: 多个上级党组织
// title_en: Several superiors
// summary: 一个党组织在同一天登记了两个以上不同的上级，由谁负责说不清；系统暂按事实编号取其一。
// summary_en: One Party organisation has two or more different superiors on one day; which one answers is unclear.
// remedy: 确认真正的上级，给其余的隶属关系填写终止日期，或更正登记后重新载入。
// remedy_en: Find out which superior is the true one, end or correct the other records, load again.
// severity: warning
// population: party_organizations
MATCH (p:PartyOrganization)-[r:SUBORDINATE_TO|SUPERIOR]->(s:PartyOrganization)
WHERE known(r) AND current(r) AND in_force(r)
  AND alive(p)
WITH p, type(r) AS type, s.id AS superior,
     alive(s) AS exists
ORDER BY superior
WITH p,
     max(CASE type WHEN 'SUBORDINATE_TO' THEN 1 ELSE 0 END) AS recorded,
     collect(DISTINCT CASE WHEN type = 'SUBORDINATE_TO' AND exists THEN superior END) AS stated,
     collect(DISTINCT CASE WHEN type = 'SUPERIOR' AND exists THEN superior END) AS derived
WITH p, CASE recorded WHEN 1 THEN stated ELSE derived END AS superiors
WHERE size(superiors) > 1
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), kind: told(p.kind), superiors: superiors} AS detail
ORDER BY id
