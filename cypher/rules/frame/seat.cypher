// title: 所在地
// title_en: Seat
// summary: 住所所在区域；同时有几处的，取最细的一级，再取事实编号最小的。
// summary_en: The region of the seat; of several in force the finest, then the smallest fact id.
// sentence: 本项目读法：住所以登记的最细区域为准。
// sentence_en: "[D] The seat is the finest region registered."
// settles: [SEAT]
// precedence: 0
// rule_sets: []
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[f:LOCATED_IN]->(r:Region)
WHERE f.retracted_run IS NULL
RETURN 'SEAT' AS role, subject AS subject, r.id AS holder, 'Region' AS label, null AS value,
       0 AS rank, [3 - r.depth, f.id] AS nearness, false AS provisional,
       [f.valid_from] AS from_dates, [f.valid_to] AS to_dates, [subject + '|' + f.id] AS facts
