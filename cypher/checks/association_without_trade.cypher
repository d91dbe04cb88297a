// title: 行业协会没有服务行业
// title_en: "An association of no trade"
// summary: 行业协会没有登记服务的行业；它的党组织永远不会成为会员单位的上级或依托。
// summary_en: "No trade is recorded that an association serves: its Party organisation never becomes the superior or the support of anybody."
// remedy: 在行业协会名录中登记其服务行业；不是行业协会的，改登为社会团体。
// remedy_en: "Record the trade that it serves; where it serves none, record it as a social group."
// severity: warning
// population: organizations
MATCH (a:Organization)
WHERE told(a.kind) = 'association' AND alive(a)
  AND NOT EXISTS { MATCH (a)-[f:SERVES_TRADE]->(:Trade) WHERE known(f) AND in_force(f) }
RETURN a.id AS id, 'Organization' AS label, {name: told(a.name)} AS detail
ORDER BY id
