// title: 一些社会组织成列
// title_en: Whether some organisations operate where no source says so, as lists
// params: {kinds: the kinds of the population}
// returns: [subject, operates]
UNWIND $rows AS key
MATCH (o:Organization {id: key})
WHERE o.kind IN $kinds
RETURN collect(o.id) AS subject, collect(coalesce(o.operating, true)) AS operates
