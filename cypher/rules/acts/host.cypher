// title: 所在单位的活动区域
// title_en: Its host's region
// precedence: 0
MATCH (p)-[:HOSTED_BY]->(host)-[:ACTS_IN]->(region)
RETURN p AS subject, region AS holder, 1 AS rank
