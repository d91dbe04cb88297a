// title: 党组织所覆盖、所在单位的责任主体
// title_en: Of each Party organisation that exists, who leads those that it covers or sits with
// params:
//   as_of: day of the picture
// returns: [id, lead]
MATCH (p:PartyOrganization)-[f:COVERS|HOSTED_BY]->(o:Organization)-[l:LEAD]->(u:Organization)
WHERE alive(p) AND known(f) AND in_force(f) AND current(l) AND in_force(l)
RETURN DISTINCT p.id AS id, u.id AS lead
