// title: 市委
// title_en: The territorial committees that act in the city; a work committee is none
// params:
//   city: code of the city's region
//   as_of: day of the picture
// returns: [id]
MATCH (r:Region {id: $city})<-[acts:ACTS_IN]-(p:PartyOrganization)
WHERE p.kind = 'committee' AND p.territorial = true AND acts.retracted_run IS NULL AND acts.valid_from <= $as_of AND $as_of < acts.valid_to
RETURN p.id AS id
ORDER BY id
