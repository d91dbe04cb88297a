// title: 单位的党组织
// title_en: Party organisations that speak for a unit
// precedence: 0
MATCH (unit)<-[:HOSTED_BY]-(p:PartyOrganization)
WHERE p.kind <> 'joint_branch'
RETURN unit AS subject, p AS holder,
       CASE p.kind WHEN 'work_committee' THEN 0 WHEN 'committee' THEN 1 WHEN 'leading_group' THEN 2 WHEN 'general_branch' THEN 3 ELSE 4 END AS rank
