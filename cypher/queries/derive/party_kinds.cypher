// title: 党组织类型
// title_en: The kind of Party organisations, and whether they are territorial
// params: {subjects: ids of Party organisations}
// returns: [subject, kind, territorial]
UNWIND $subjects AS subject
MATCH (p:PartyOrganization {id: subject})
RETURN subject AS subject, p.kind AS kind, coalesce(p.territorial, false) AS territorial
