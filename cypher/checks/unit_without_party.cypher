// title: 责任单位没有党组织
// title_en: "A unit that answers has no Party organisation"
// summary: 单位是若干组织的责任主体，自己却没有设立党组织；这些组织的责任链都断在它这里。
// summary_en: "A unit answers for organisations and hosts no Party organisation itself: each of their chains breaks at it."
// remedy: 登记设在该单位的党组织；确未设立的，由决定另行确定上级。
// remedy_en: "Record the Party organisation that sits with it; where there is none, let a decision name the superior."
// severity: warning
// population: organizations
MATCH (u:Organization {kind: 'supervising_unit'})
WHERE alive(u)
OPTIONAL MATCH (u)<-[h:HOSTED_BY]-(p:PartyOrganization)
WHERE known(h) AND in_force(h)
  AND alive(p)
WITH u, count(p) AS hosted
WHERE hosted = 0
MATCH (u)<-[lead:LEAD]-(o:Organization)
WHERE current(lead) AND in_force(lead)
  AND alive(o)
WITH u, count(DISTINCT o) AS organizations
RETURN u.id AS id, 'Organization' AS label, {name: told(u.name), organizations: organizations} AS detail
ORDER BY id
