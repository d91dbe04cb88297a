// title: 党组织
// title_en: The Party organisations, as one list
// returns: [ids]
MATCH (p:PartyOrganization)
RETURN collect(p.id) AS ids
