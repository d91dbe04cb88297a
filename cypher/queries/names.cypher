// title: 现在的名称
// title_en: Names as they are told now
// params:
//   ids: organisations and Party organisations
// returns: [id, name]
UNWIND $ids AS id
MATCH (n:Organization {id: id})
RETURN n.id AS id, n.name AS name
UNION ALL
UNWIND $ids AS id
MATCH (n:PartyOrganization {id: id})
RETURN n.id AS id, n.name AS name
