// title: 主管单位与行业协会负责的组织数
// title_en: How many organisations in force units lead, and associations have beneath their Party organisations
// params:
//   ids: units and associations
//   as_of: day of the picture
// returns: [id, role, organizations]
UNWIND $ids AS id
MATCH (u:Organization {id: id})<-[l:LEAD]-(o:Organization)
WHERE l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to
  AND (o.founded IS NULL OR o.founded <= $as_of) AND (o.closed IS NULL OR $as_of < o.closed)
WITH id, count(DISTINCT o) AS organizations
RETURN id AS id, 'lead' AS role, organizations AS organizations
UNION ALL
UNWIND $ids AS id
MATCH (u:Organization {id: id})<-[h:HOSTED_BY]-(p:PartyOrganization)<-[l:SUPERIOR]-(o:Organization)
WHERE u.kind = 'association'
  AND h.retracted_run IS NULL AND h.valid_from <= $as_of AND $as_of < h.valid_to
  AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to
  AND (o.founded IS NULL OR o.founded <= $as_of) AND (o.closed IS NULL OR $as_of < o.closed)
WITH id, count(DISTINCT o) AS organizations
RETURN id AS id, 'superior' AS role, organizations AS organizations
