// title: 住所所在区划（含下级）
// title_en: region of the seat, with all below it
// takes: region
// lists: [organizations, units, uncovered, coverage, form]
// order: 40
// bounds: true
EXISTS {
  MATCH (o)-[seat:SEAT]->(r:Region) WHERE r.id IN $region
    AND current(seat) AND in_force(seat) }
// a supervising unit is no subject of the rules: it has no SEAT
OR (o.kind = 'supervising_unit' AND EXISTS {
  MATCH (o)-[l:LOCATED_IN]->(r:Region) WHERE r.id IN $region
    AND known(l) AND in_force(l) })
OR ('null' IN $region
  AND NOT EXISTS { MATCH (o)-[seat:SEAT]->(r:Region) WHERE current(seat) AND in_force(seat) }
  AND NOT (o.kind = 'supervising_unit' AND EXISTS {
    MATCH (o)-[l:LOCATED_IN]->(r:Region) WHERE known(l) AND in_force(l) }))
