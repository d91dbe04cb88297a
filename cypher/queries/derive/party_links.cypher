// title: 党组织现有推导关系
// title_en: The derived links of Party organisations that are not retired
// params: {subjects: ids of Party organisations}
// returns: [type, subject, id]
UNWIND $subjects AS subject
MATCH (p:PartyOrganization {id: subject})-[d:SUPERIOR]->(h:PartyOrganization)
WHERE d.retired_run IS NULL
RETURN type(d) AS type, subject AS subject, d.id AS id
