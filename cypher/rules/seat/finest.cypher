// title: 所在地
// title_en: Seat
// summary: 住所所在区域；同时有几处的，取最细的一级，再取事实编号最小的。
// summary_en: The region of the seat; of several in force the finest, then the smallest fact id.
// sentence: 本项目读法：住所以登记的最细区域为准。
// sentence_en: "[D] The seat is the finest region registered."
// precedence: 0
MATCH (o)-[f:LOCATED_IN]->(region)
RETURN o AS subject, region AS holder, [3 - region.depth, f.id] AS nearness
