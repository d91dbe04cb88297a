// title: 当前覆盖类别
// title_en: The class of the open interval, on the organisation itself
UNWIND $rows AS row
MATCH (o:Organization {id: row.subject})
SET o.class = row.class
