// title: 社会组织成列
// title_en: Whether organisations operate where no source says so, as lists of some thousands
// params: {kinds: the kinds of the population}
// returns: [bucket, subject, operates]
MATCH (o:Organization)
WHERE o.kind IN $kinds
WITH right(o.id, 1) AS bucket, o
RETURN bucket, collect(o.id) AS subject, collect(coalesce(o.operating, true)) AS operates
