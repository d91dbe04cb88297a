// title: 组织一览
// title_en: Ids of the organisations in force at a date, filtered, and how many there are
// params:
//   as_of: day of the picture
//   kinds: kinds to list, null for all
//   q: text that a name of any time contains, null for all
//   key: the same as a matching key
//   trade: main trade, null for all
//   regions: regions of the seat, null for all
//   classes: classes of coverage, null for all
//   operating: true or false, null for both
//   lead: holder of LEAD, null for all
//   rule: rule of LEAD, SUPERIOR or SUPPORT, null for all
//   after: id before the page
//   limit: size of the page
// returns: [total, ids]
MATCH (o:Organization)
WHERE (o.founded IS NULL OR o.founded <= $as_of) AND (o.closed IS NULL OR $as_of < o.closed)
  AND ($kinds IS NULL OR o.kind IN $kinds)
  AND ($q IS NULL OR o.name CONTAINS $q OR o.name_key CONTAINS $key OR EXISTS {
    MATCH (o)-[:HAS_STATEMENT]->(s:Statement) WHERE s.attribute = 'name' AND s.retracted_run IS NULL AND s.value CONTAINS $q })
  AND ($trade IS NULL OR EXISTS {
    MATCH (o)-[f:IN_TRADE]->(t:Trade) WHERE f.main = true AND t.id = $trade
      AND f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to })
  AND ($regions IS NULL OR EXISTS {
    MATCH (o)-[seat:SEAT]->(r:Region) WHERE r.id IN $regions
      AND seat.retired_run IS NULL AND seat.valid_from <= $as_of AND $as_of < seat.valid_to }
    OR (o.kind = 'supervising_unit' AND EXISTS {
      MATCH (o)-[l:LOCATED_IN]->(r:Region) WHERE r.id IN $regions
        AND l.retracted_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to }))
  AND ($lead IS NULL OR EXISTS {
    MATCH (o)-[l:LEAD]->(holder) WHERE holder.id = $lead
      AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to })
  AND ($rule IS NULL OR EXISTS {
    MATCH (o)-[l:LEAD|SUPERIOR|SUPPORT]->(holder) WHERE l.rule = $rule
      AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to })
  AND ($classes IS NULL OR EXISTS {
    MATCH (o)-[:HAS_COVERAGE]->(c:Coverage) WHERE c.class IN $classes
      AND c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to })
// Who operates has a class; a supervising unit never has one.
OPTIONAL MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
WHERE c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to
WITH o, count(c) > 0 AS classed
WITH o, CASE o.kind WHEN 'supervising_unit' THEN coalesce(o.operating, true) ELSE classed END AS operating
WHERE ($operating IS NULL OR operating = $operating)
  AND ($classes IS NULL OR o.kind <> 'supervising_unit')
WITH o.id AS id
ORDER BY id
WITH collect(id) AS ids
RETURN size(ids) AS total, [id IN ids WHERE id > $after][0..$limit] AS ids
