// title: 党组织一览
// title_en: Ids of the Party organisations that exist at a date, filtered, and how many there are
// params:
//   as_of: day of the picture
//   kinds: kinds to list, null for all
//   trade: covers a firm or private unit with this main trade, null for all
//   regions: acts in, sits in or covers somebody in one of these, null for all
//   superior: derived or recorded superior, null for all
//   reading: with_associations or without_associations, those of the social organisations; null for all
//   after: id before the page
//   limit: size of the page
// returns: [total, ids]
MATCH (p:PartyOrganization)
WHERE (p.founded IS NULL OR p.founded <= $as_of) AND (p.closed IS NULL OR $as_of < p.closed)
  AND ($kinds IS NULL OR p.kind IN $kinds)
  AND ($regions IS NULL OR EXISTS {
    MATCH (p)-[acts:ACTS_IN]->(r:Region) WHERE r.id IN $regions
      AND acts.retracted_run IS NULL AND acts.valid_from <= $as_of AND $as_of < acts.valid_to } OR EXISTS {
    MATCH (p)-[tie:HOSTED_BY|COVERS]->(o:Organization)-[seat:SEAT]->(r:Region) WHERE r.id IN $regions
      AND tie.retracted_run IS NULL AND tie.valid_from <= $as_of AND $as_of < tie.valid_to
      AND seat.retired_run IS NULL AND seat.valid_from <= $as_of AND $as_of < seat.valid_to })
  AND ($superior IS NULL OR EXISTS {
    MATCH (p)-[l:SUPERIOR]->(above:PartyOrganization) WHERE above.id = $superior
      AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to } OR EXISTS {
    MATCH (p)-[f:SUBORDINATE_TO]->(above:PartyOrganization) WHERE above.id = $superior
      AND f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to })
OPTIONAL MATCH (p)-[host:HOSTED_BY]->(a:Organization)
WHERE a.kind = 'association' AND host.retracted_run IS NULL AND host.valid_from <= $as_of AND $as_of < host.valid_to
WITH p, count(a) > 0 AS with_association
OPTIONAL MATCH (p)-[covers:COVERS]->(o:Organization)
WHERE covers.retracted_run IS NULL AND covers.valid_from <= $as_of AND $as_of < covers.valid_to AND o.kind <> 'supervising_unit'
  AND (o.founded IS NULL OR o.founded <= $as_of) AND (o.closed IS NULL OR $as_of < o.closed)
// Who operates has a class.
OPTIONAL MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
WHERE c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to
WITH p, with_association, o, count(c) > 0 AS operates
OPTIONAL MATCH (o)-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND o.kind IN ['firm', 'non_enterprise']
  AND f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to
WITH p, with_association, o, operates, split(min(f.id + ' ' + t.id), ' ')[1] AS trade
WITH p, with_association, sum(CASE WHEN operates THEN 1 ELSE 0 END) AS covered,
     sum(CASE WHEN operates AND trade = $trade THEN 1 ELSE 0 END) AS covered_in_trade
WHERE ($trade IS NULL OR covered_in_trade > 0)
  AND ($reading IS NULL OR covered > 0 OR ($reading = 'with_associations' AND with_association))
WITH p.id AS id
ORDER BY id
WITH collect(id) AS ids
RETURN size(ids) AS total, [id IN ids WHERE id > $after][0..$limit] AS ids
