// title: 单位内的党组织
// title_en: Party organisations that sit with an organisation
// params: {organizations: ids of organisations}
// returns: [organization, party, kind, fact, valid_from, valid_to]
UNWIND $organizations AS organization
MATCH (o:Organization {id: organization})<-[f:HOSTED_BY]-(p:PartyOrganization)
WHERE f.retracted_run IS NULL AND p.kind <> 'joint_branch'
RETURN organization AS organization, p.id AS party, p.kind AS kind, f.id AS fact,
       f.valid_from AS valid_from, f.valid_to AS valid_to
