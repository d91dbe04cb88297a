// title: 组织一览
// title_en: Ids of the organisations in force at a date, filtered, and how many there are
// params:
//   as_of: day of the picture
//   after: id before the page
//   limit: size of the page
// lists: [organizations, units]
// returns: [total, ids]
MATCH (o:Organization)
WHERE alive(o)
  // filters
WITH o.id AS id
ORDER BY id
WITH collect(id) AS ids
RETURN size(ids) AS total, [id IN ids WHERE id > $after][0..$limit] AS ids
