// title: 联合党支部所覆盖的上报单位
// title_en: Which joint branch covers a reporting unit of which kind and trade at a date
// params:
//   as_of: day of the picture
// lists: [form]
// returns: [branch, kind, trade]
MATCH (p:PartyOrganization)
WHERE p.kind = 'joint_branch' AND (p.founded IS NULL OR p.founded <= $as_of) AND (p.closed IS NULL OR $as_of < p.closed)
MATCH (p)-[covers:COVERS]->(o:Organization)
WHERE covers.retracted_run IS NULL AND covers.valid_from <= $as_of AND $as_of < covers.valid_to
  AND o.kind <> 'supervising_unit'
  AND (o.founded IS NULL OR o.founded <= $as_of) AND (o.closed IS NULL OR $as_of < o.closed)
  // filters
// Who operates has a class.
MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
WHERE c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to
OPTIONAL MATCH (o)-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to
WITH p, o, split(min(f.id + ' ' + t.id), ' ')[1] AS trade
RETURN DISTINCT p.id AS branch, o.kind AS kind, trade AS trade
