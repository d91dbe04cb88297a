// title: 住所的区市县
// title_en: District of the seat
// precedence: 1
MATCH (o)-[:SEAT]->(place)-[:PART_OF*0..1]->(district:Region {rank: 'district'})
RETURN o AS subject, district AS holder
