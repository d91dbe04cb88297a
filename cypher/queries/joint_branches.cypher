// title: 联合党支部所覆盖的上报单位
// title_en: Which joint branch covers a reporting unit of which kind and trade at a date
// params:
//   as_of: day of the picture
// lists: [form]
// returns: [branch, kind, trade]
MATCH (p:PartyOrganization)
WHERE told(p.kind) = 'joint_branch' AND alive(p)
MATCH (p)-[covers:COVERS]->(o:Organization)
WHERE known(covers) AND in_force(covers)
  AND o.kind <> 'supervising_unit'
  AND alive(o)
  // filters
// Who operates has a class.
MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
OPTIONAL MATCH (o)-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND known(f) AND in_force(f)
WITH p, o, split(min(f.id + ' ' + t.id), ' ')[1] AS trade
RETURN DISTINCT p.id AS branch, told(o.kind) AS kind, trade AS trade
