// title: 负有职责的党组织
// title_en: Party organisations that cover or sit with somebody of the field at a date
// params:
//   as_of: day of the picture
//   party: one Party organisation, null for all
// returns: [id]
MATCH (p:PartyOrganization)
WHERE alive(p)
  AND ($party IS NULL OR p.id = $party)
  AND EXISTS { MATCH (p)-[f:COVERS|HOSTED_BY]->(o:Organization)
    WHERE told(o.kind) <> 'supervising_unit' AND known(f) AND in_force(f) }
RETURN p.id AS id
ORDER BY id
