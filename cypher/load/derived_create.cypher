// title: 写入推导关系
// title_en: Derived links that this run derives anew
// variants: derived
// returns: [made]
UNWIND $rows AS row
MATCH (subject:START {id: row.subject})
MATCH (holder:END {id: row.holder})
CREATE (subject)-[link:TYPE]->(holder)
SET link = row.properties
RETURN count(link) AS made
