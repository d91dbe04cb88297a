// title: 组织一览
// title_en: Ids of the organisations in force at a date, filtered, and how many there are
// params:
//   as_of: day of the picture
//   after: id before the page
//   limit: size of the page
// lists: [organizations, units]
// returns: [total, ids]
MATCH (o:Organization)
WHERE (o.founded IS NULL OR o.founded <= $as_of) AND (o.closed IS NULL OR $as_of < o.closed)
  // filters
WITH o.id AS id
ORDER BY id
WITH collect(id) AS ids
RETURN size(ids) AS total, [id IN ids WHERE id > $after][0..$limit] AS ids
