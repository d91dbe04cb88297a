// title: 行业协会
// title_en: "association whose Party organisation is the superior: an id or an identifier"
// takes: holder
// lists: [uncovered]
// order: 70
EXISTS {
  MATCH (o)-[l:SUPERIOR]->(p:PartyOrganization)-[h:HOSTED_BY]->(a:Organization) WHERE a.id = $association
    AND l.retired_run IS NULL AND l.valid_from <= $as_of AND $as_of < l.valid_to
    AND h.retracted_run IS NULL AND h.valid_from <= $as_of AND $as_of < h.valid_to }
