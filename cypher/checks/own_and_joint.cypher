// title: 单独与联合并存
// title_en: "Covered by one of its own and by a joint branch"
// summary: 同一单位既有自己的党组织，又登记在联合党支部之下；统计按单独组建，但其党员究竟在哪一个支部说不清，联合党支部的单位数和党员数也因此偏高。
// summary_en: "An organisation has a Party organisation of its own and stands under a joint branch as well. It counts as having its own, yet nobody can say to which of them its members belong, and the joint branch looks larger than it is."
// remedy: 核实党员所在支部；已单独组建的，给联合党支部的覆盖关系填写终止日期后重新载入。
// remedy_en: "Find out where its members belong; where it has built its own, end the coverage by the joint branch and load it again."
// severity: warning
// population: organizations
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)
WHERE known(f) AND in_force(f)
  AND alive(p) AND alive(o)
WITH DISTINCT o, p.id AS party, told(p.kind) AS kind ORDER BY party
WITH o, collect(CASE kind WHEN 'joint_branch' THEN null ELSE party END) AS own,
     collect(CASE kind WHEN 'joint_branch' THEN party END) AS joint
WHERE size(own) > 0 AND size(joint) > 0
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), own: own, joint: joint} AS detail
ORDER BY id
