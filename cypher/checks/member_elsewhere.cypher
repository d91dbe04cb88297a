// title: 加入了别的行业的协会
// title_en: "A member of another trade's association"
// summary: 组织加入的协会不服务于它的主要行业；上级党组织按主要行业推导，该协会不影响责任链（默认）。
// summary_en: "An organisation is a member of an association that does not serve its main trade. The main trade decides who is its superior, the membership moves nothing (a default)."
// remedy: 核实主要行业；确应由该协会的党组织负责的，更正主要行业或作出决定。
// remedy_en: "Verify the main trade; where that association's Party organisation should answer, correct the trade or record a decision."
// severity: info
// population: organizations
MATCH (a:Organization)-[s:SERVES_TRADE]->(served:Trade)
WHERE known(s) AND in_force(s)
  AND alive(a)
WITH a, collect(DISTINCT served.id) AS served
MATCH (a)<-[m:MEMBER_OF]-(o:Organization)
WHERE known(m) AND in_force(m)
  AND alive(o)
MATCH (o)-[f:IN_TRADE {main: true}]->(t:Trade)
WHERE known(f) AND in_force(f)
WITH o, a.id AS association, sum(CASE WHEN t.id IN served THEN 1 ELSE 0 END) AS fitting ORDER BY association
WHERE fitting = 0
WITH o, collect(association) AS associations
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), associations: associations} AS detail
ORDER BY id
