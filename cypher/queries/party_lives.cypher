// title: 党组织的存续
// title_en: Kind and life of Party organisations, and whether they are territorial
// params:
//   ids: Party organisations
// returns: [id, kind, territorial, founded, closed]
UNWIND $ids AS id
MATCH (p:PartyOrganization {id: id})
RETURN p.id AS id, told(p.kind) AS kind, flagged(p.territorial) AS territorial, shown(p.founded) AS founded, shown(p.closed) AS closed
ORDER BY id
