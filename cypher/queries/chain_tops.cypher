// title: 市委
// title_en: The territorial Party organisations that act in the city
// params:
//   city: code of the city's region
//   as_of: day of the picture
// returns: [id]
MATCH (r:Region {id: $city})<-[acts:ACTS_IN]-(p:PartyOrganization)
WHERE p.territorial = true AND acts.retracted_run IS NULL AND acts.valid_from <= $as_of AND $as_of < acts.valid_to
RETURN p.id AS id
ORDER BY id
