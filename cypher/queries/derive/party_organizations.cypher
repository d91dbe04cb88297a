// title: 党组织，按编号分页
// title_en: Party organisations by keyset
// params: {after: the last id of the page before, limit: page size}
// returns: [id]
MATCH (p:PartyOrganization)
WHERE p.id > $after
RETURN p.id AS id ORDER BY id LIMIT $limit
