// title: 所在地
// title_en: Seat
// precedence: 0
MATCH (o)-[f:LOCATED_IN]->(region)
RETURN o AS subject, region AS holder, [3 - region.depth, f.id] AS nearness
