// title: 缺口一览
// title_en: Ids of the operating organisations that nothing covers at a date, filtered and sorted, and how many there are
// params:
//   as_of: day of the picture
//   classes: the uncovered classes to list
//   kinds: kinds to list, null for all
//   trade: main trade, null for all
//   regions: regions of the seat, null for all
//   lead: holder of LEAD, null for all
//   association: association that hosts the SUPERIOR, null for all
//   sort: gap_since (the oldest first), members_full (the most first), else by id
//   after_key: sort key before the page
//   after: id before the page
//   limit: size of the page
// returns: [total, page]
MATCH (c:Coverage)
// who has a class operates
WHERE c.class IN $classes
  AND c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to
MATCH (c)<-[:HAS_COVERAGE]-(o:Organization)
WHERE o.kind <> 'supervising_unit'
  AND (o.founded IS NULL OR o.founded <= $as_of) AND (o.closed IS NULL OR $as_of < o.closed)
  AND ($kinds IS NULL OR o.kind IN $kinds)
  AND ($trade IS NULL OR EXISTS {
    MATCH (o)-[f:IN_TRADE]->(t:Trade) WHERE f.main = true AND t.id = $trade
      AND f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to })
  AND ($regions IS NULL OR EXISTS {
    MATCH (o)-[seat:SEAT]->(r:Region) WHERE r.id IN $regions
      AND seat.retired_run IS NULL AND seat.valid_from <= $as_of AND $as_of < seat.valid_to })
  AND ($lead IS NULL OR EXISTS {
    MATCH (o)-[l:LEAD]->(holder) WHERE holder.id = $lead
      AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to })
  AND ($association IS NULL OR EXISTS {
    MATCH (o)-[l:SUPERIOR]->(p:PartyOrganization)-[h:HOSTED_BY]->(a:Organization) WHERE a.id = $association
      AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to
      AND h.retracted_run IS NULL AND h.valid_from <= $as_of AND $as_of < h.valid_to })
WITH o.id AS id, CASE $sort WHEN 'gap_since' THEN coalesce(c.severity_since, '9999')
                            WHEN 'members_full' THEN toString(2000000000 - coalesce(c.members_full, 0)) ELSE '' END AS key
ORDER BY key, id
WITH collect([key, id]) AS found
RETURN size(found) AS total,
       [x IN found WHERE x[0] > $after_key OR (x[0] = $after_key AND x[1] > $after)][0..$limit] AS page
