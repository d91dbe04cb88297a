// title: 规则所及的组织，按编号分页
// title_en: The organisations that the rules speak of, by keyset
// params: {kinds: the kinds of the population, after: the last id of the page before, limit: page size}
// returns: [id]
MATCH (o:Organization)
WHERE o.kind IN $kinds AND o.id > $after
RETURN o.id AS id ORDER BY id LIMIT $limit
