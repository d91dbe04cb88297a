// title: 自身的活动区域
// title_en: Its own region
// precedence: 0
MATCH (p)-[:ACTS_IN]->(region)
RETURN p AS subject, region AS holder, 0 AS rank
