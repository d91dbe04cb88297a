// title: 由规则确定上级的党组织
// title_en: Which Party organisations get their superior from the rules alone, never from the recorded tree
// params:
//   ids: Party organisations
//   as_of: day of the picture
// returns: [id]
UNWIND $ids AS id
MATCH (p:PartyOrganization {id: id})
WHERE coalesce(p.territorial, false) = false
  AND (p.kind = 'joint_branch'
    OR EXISTS { MATCH (p)-[f:COVERS]->(o:Organization)
      WHERE o.kind <> 'supervising_unit' AND f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to }
    OR EXISTS { MATCH (p)-[f:HOSTED_BY]->(o:Organization)
      WHERE o.kind <> 'supervising_unit' AND f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to })
RETURN p.id AS id
ORDER BY id
