// title: 同级党组织不止一个
// title_en: "Several Party organisations of its own, none above the others"
// summary: 一个单位登记有两个以上自己的党组织，且最高一级的不止一个（例如两个党支部之上没有党总支或党委），由哪一个负责说不清，党员数也分不到各党组织。
// summary_en: "An organisation has two or more of its own, several of them of the highest kind (two branches and no general branch above them): which of them answers is unclear, and members cannot be told apart."
// remedy: 核实是否为同一党组织的重复登记；确有数个的，登记统领它们的党总支或党委。
// remedy_en: "See whether one was recorded twice; where there are several, record the general branch or committee above them."
// severity: warning
// population: organizations
MATCH (p:PartyOrganization)-[f:COVERS]->(o:Organization)
WHERE known(f) AND in_force(f)
  AND alive(p) AND alive(o) AND told(p.kind) <> 'joint_branch'
WITH DISTINCT o, p.id AS party, CASE told(p.kind) WHEN 'branch' THEN 3 WHEN 'general_branch' THEN 2 ELSE 1 END AS rank
ORDER BY party
WITH o, min(rank) AS highest, collect({id: party, rank: rank}) AS own
WITH o, [one IN own WHERE one.rank = highest | one.id] AS own
WHERE size(own) > 1
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), party_organizations: own} AS detail
ORDER BY id
