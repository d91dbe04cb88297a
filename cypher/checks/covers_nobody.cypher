// title: 不知属于谁的党组织
// title_en: "A Party organisation of nobody"
// summary: 党组织既没有覆盖单位，也没有所在单位和活动区域，下面也没有党组织：它为谁而设没有记载，却计入党组织总数。
// summary_en: "It covers nobody, sits nowhere, acts in no region and has none below it: whom it serves is not recorded, and yet it counts among the Party organisations."
// remedy: 登记覆盖单位或所在单位；已撤销的登记撤销日期。
// remedy_en: "Record whom it covers or where it sits; where it was dissolved, state the day."
// severity: warning
// population: party_organizations
MATCH (p:PartyOrganization)
WHERE alive(p) AND NOT flagged(p.territorial)
  AND NOT EXISTS { MATCH (p)-[f:COVERS|HOSTED_BY|ACTS_IN]->() WHERE known(f) AND in_force(f) }
  AND NOT EXISTS { MATCH (p)<-[f:SUBORDINATE_TO]-(:PartyOrganization) WHERE known(f) AND in_force(f) }
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), kind: told(p.kind)} AS detail
ORDER BY id
