// title: 规则所及的组织
// title_en: The organisations that the rules speak of, as one list
// params: {kinds: the kinds of the population}
// returns: [ids]
MATCH (o:Organization)
WHERE o.kind IN $kinds
// one row: pages by keyset read them all again each on the embedded engine, and a row for each costs the driver more
RETURN collect(o.id) AS ids
