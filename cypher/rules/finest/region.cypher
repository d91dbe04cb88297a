// title: 机关最细的区域
// title_en: The finest region of a body
// precedence: 0
MATCH (body)-[:ACTS_IN]->(region)
RETURN body AS subject, region AS holder, [3 - region.depth] AS nearness
