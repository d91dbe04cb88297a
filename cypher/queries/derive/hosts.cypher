// title: 党组织的所在单位与覆盖单位
// title_en: Where Party organisations sit and whom they cover
// params: {subjects: ids of Party organisations}
// returns: [subject, type, organization, kind, fact, valid_from, valid_to]
UNWIND $subjects AS subject
MATCH (p:PartyOrganization {id: subject})-[f:HOSTED_BY|COVERS]->(o:Organization)
WHERE f.retracted_run IS NULL
RETURN subject AS subject, type(f) AS type, o.id AS organization, o.kind AS kind, f.id AS fact,
       f.valid_from AS valid_from, f.valid_to AS valid_to
