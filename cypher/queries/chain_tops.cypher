// title: 市委
// title_en: The territorial committees that act in the city; a work committee is none
// params:
//   city: code of the city's region
//   as_of: day of the picture
//   late: dates of a month or a year that may mean a later day
// returns: [id, now, late]
MATCH (r:Region {id: $city})<-[acts:ACTS_IN]-(p:PartyOrganization)
WHERE told(p.kind) = 'committee' AND flagged(p.territorial) AND known(acts) AND may_hold(acts)
RETURN p.id AS id, in_force(acts) AS now, holds_late(acts) AS late
ORDER BY id
