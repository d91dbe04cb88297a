// title: 存续期
// title_en: When units, associations and Party organisations exist
// returns: [id, kind, founded, closed]
MATCH (p:PartyOrganization)
RETURN p.id AS id, p.kind AS kind, p.founded AS founded, p.closed AS closed
UNION ALL
MATCH (o:Organization)
WHERE o.kind IN ['supervising_unit', 'association'] AND (o.founded IS NOT NULL OR o.closed IS NOT NULL)
RETURN o.id AS id, o.kind AS kind, o.founded AS founded, o.closed AS closed
