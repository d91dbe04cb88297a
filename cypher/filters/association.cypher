// title: 行业协会
// title_en: "association whose Party organisation is the superior: an id or an identifier"
// takes: holder
// lists: [organizations, uncovered, coverage, form]
// order: 70
EXISTS {
  MATCH (o)-[l:SUPERIOR]->(p:PartyOrganization)-[h:HOSTED_BY]->(a:Organization) WHERE a.id = $association
    AND current(l) AND in_force(l)
    AND known(h) AND in_force(h) }
OR ($association = 'null' AND NOT EXISTS {
  MATCH (o)-[l:SUPERIOR]->(p:PartyOrganization)-[h:HOSTED_BY]->(a:Organization) WHERE told(a.kind) = 'association'
    AND current(l) AND in_force(l)
    AND known(h) AND in_force(h) })
