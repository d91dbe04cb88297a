// title: 市委
// title_en: The territorial committees that act in the city; a work committee is none
// params:
//   city: code of the city's region
//   as_of: day of the picture
// returns: [id]
MATCH (r:Region {id: $city})<-[acts:ACTS_IN]-(p:PartyOrganization)
WHERE p.kind = 'committee' AND p.territorial = true AND known(acts) AND in_force(acts)
RETURN p.id AS id
ORDER BY id
