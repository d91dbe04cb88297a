// title: 党组织一览
// title_en: Ids of the Party organisations that exist at a date, filtered, and how many there are
// params:
//   as_of: day of the picture
//   q: words that the name contains, null for all
//   q_key: the same words as keys of names are kept
//   q_ids: ids that the searched text names as a whole
//   kinds: kinds to list, null for all
//   trade: covers a firm or private unit with this main trade, null for all
//   regions: acts in, sits in or covers somebody in one of these, null for all
//   superior: derived superior, or recorded one where none is derived; null for all
//   reading: with_associations or without_associations, those of the social organisations; null for all
//   after: id before the page
//   limit: size of the page
// returns: [total, ids]
MATCH (p:PartyOrganization)
WHERE alive(p)
  AND ($q IS NULL OR p.id IN $q_ids OR all(word IN $q WHERE told(p.name) CONTAINS word)
    OR all(word IN $q_key WHERE told(p.name_key) CONTAINS word))
  AND ($kinds IS NULL OR told(p.kind) IN $kinds)
  AND ($regions IS NULL OR EXISTS {
    MATCH (p)-[acts:ACTS_IN]->(r:Region) WHERE r.id IN $regions
      AND known(acts) AND in_force(acts) } OR EXISTS {
    MATCH (p)-[tie:HOSTED_BY|COVERS]->(o:Organization)-[seat:SEAT]->(r:Region) WHERE r.id IN $regions
      AND known(tie) AND in_force(tie)
      AND current(seat) AND in_force(seat) })
  AND ($superior IS NULL OR EXISTS {
    MATCH (p)-[l:SUPERIOR]->(above:PartyOrganization) WHERE above.id = $superior
      AND current(l) AND in_force(l) } OR EXISTS {
    MATCH (p)-[f:SUBORDINATE_TO]->(above:PartyOrganization) WHERE above.id = $superior
      AND known(f) AND in_force(f)
      AND NOT EXISTS { MATCH (p)-[d:SUPERIOR]->(:PartyOrganization) WHERE current(d) AND in_force(d) } })
OPTIONAL MATCH (p)-[host:HOSTED_BY]->(a:Organization)
WHERE told(a.kind) = 'association' AND known(host) AND in_force(host)
WITH p, count(a) > 0 AS with_association
OPTIONAL MATCH (p)-[covers:COVERS]->(o:Organization)
WHERE known(covers) AND in_force(covers) AND o.kind <> 'supervising_unit'
  AND alive(o)
// Who operates has a class.
OPTIONAL MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
WITH p, with_association, o, count(c) > 0 AS operates
OPTIONAL MATCH (o)-[f:IN_TRADE]->(t:Trade)
WHERE f.main = true AND told(o.kind) IN ['firm', 'non_enterprise']
  AND known(f) AND in_force(f)
WITH p, with_association, o, operates, split(min(f.id + ' ' + t.id), ' ')[1] AS trade
WITH p, with_association, sum(CASE WHEN operates THEN 1 ELSE 0 END) AS covered,
     sum(CASE WHEN operates AND trade = $trade THEN 1 ELSE 0 END) AS covered_in_trade
WHERE ($trade IS NULL OR covered_in_trade > 0)
  AND ($reading IS NULL OR covered > 0 OR ($reading = 'with_associations' AND with_association))
WITH p.id AS id
ORDER BY id
WITH collect(id) AS ids
RETURN size(ids) AS total, [id IN ids WHERE id > $after][0..$limit] AS ids
