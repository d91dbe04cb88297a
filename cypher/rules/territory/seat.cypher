// title: 住所的属地党组织
// title_en: Territorial Party organisations of the seat
// precedence: 0
// rule_sets: [V0]
MATCH (o)-[:SEAT]->(place)-[:PART_OF*0..1]->(region)<-[:ACTS_IN]-(p:PartyOrganization {territorial: true})
WHERE region.rank IN ['street', 'district']
RETURN o AS subject, p AS holder, CASE region.rank WHEN 'street' THEN 0 ELSE 3 END + CASE p.kind WHEN 'committee' THEN 0 WHEN 'work_committee' THEN 1 ELSE 2 END AS rank
