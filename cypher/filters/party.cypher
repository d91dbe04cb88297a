// title: 所属党组织（含下级）
// title_en: "Party organisation that is the superior, or stands above it: an id or an identifier"
// takes: party
// lists: [organizations, uncovered, coverage, form]
// order: 75
EXISTS {
  MATCH (o)-[l:SUPERIOR]->(p:PartyOrganization) WHERE p.id IN $party
    AND current(l) AND in_force(l) }
OR ('null' IN $party AND NOT EXISTS {
  MATCH (o)-[l:SUPERIOR]->(p:PartyOrganization) WHERE current(l) AND in_force(l) })
