// title: 密钥范围内的党组织
// title_en: Ids of the Party organisations that cover or sit with an organisation of the subtree of a key, or act in it
// params:
//   as_of: day of the picture
//   regions: regions in which they may act, null for none
// returns: [id]
MATCH (p:PartyOrganization)-[tie:COVERS|HOSTED_BY]->(o:Organization)
WHERE alive(p) AND known(tie) AND in_force(tie) AND alive(o)
  // within
RETURN DISTINCT p.id AS id
UNION
MATCH (p:PartyOrganization)-[acts:ACTS_IN]->(r:Region)
WHERE r.id IN $regions AND alive(p) AND known(acts) AND in_force(acts)
RETURN DISTINCT p.id AS id
