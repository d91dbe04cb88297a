// title: 主管单位与行业协会负责的组织数
// title_en: How many organisations in force units lead, and associations have beneath their Party organisations
// params:
//   ids: units and associations
//   as_of: day of the picture
// returns: [id, role, organizations]
UNWIND $ids AS id
MATCH (u:Organization {id: id})<-[l:LEAD]-(o:Organization)
WHERE current(l) AND in_force(l)
  AND alive(o)
WITH id, count(DISTINCT o) AS organizations
RETURN id AS id, 'lead' AS role, organizations AS organizations
UNION ALL
UNWIND $ids AS id
MATCH (u:Organization {id: id})<-[h:HOSTED_BY]-(p:PartyOrganization)<-[l:SUPERIOR]-(o:Organization)
WHERE told(u.kind) = 'association'
  AND known(h) AND in_force(h)
  AND current(l) AND in_force(l)
  AND alive(o)
WITH id, count(DISTINCT o) AS organizations
RETURN id AS id, 'superior' AS role, organizations AS organizations
