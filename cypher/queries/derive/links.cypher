// title: 现有推导关系
// title_en: The derived links of subjects that are not retired
// params: {subjects: ids of organisations}
// returns: [type, subject, id]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[d:SEAT|LEVEL|LEAD|SUPERIOR|SUPPORT]->(h)
WHERE d.retired_run IS NULL
RETURN type(d) AS type, subject AS subject, d.id AS id
