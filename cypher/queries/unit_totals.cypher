// title: 主管单位与行业协会负责的组织数
// title_en: How many organisations in force units lead, and associations have beneath their Party organisations
// params:
//   ids: units and associations
//   as_of: day of the picture
// returns: [id, role, organizations]
UNWIND $ids AS id
MATCH (u:Organization {id: id})<-[led:LEAD]-(o:Organization)
WHERE current(led) AND in_force(led)
  AND alive(o)
  // within
WITH id, count(DISTINCT o) AS organizations
RETURN id AS id, 'lead' AS role, organizations AS organizations
UNION ALL
UNWIND $ids AS id
MATCH (u:Organization {id: id})<-[host:HOSTED_BY]-(p:PartyOrganization)<-[above:SUPERIOR]-(o:Organization)
WHERE told(u.kind) = 'association'
  AND known(host) AND in_force(host)
  AND current(above) AND in_force(above)
  AND alive(o)
  // within
WITH id, count(DISTINCT o) AS organizations
RETURN id AS id, 'superior' AS role, organizations AS organizations
