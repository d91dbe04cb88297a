// title: 停用推导关系
// title_en: Derived links that this run no longer derives
// params: {run: the run that retires them}
// variants: derived
UNWIND $rows AS row
MATCH (subject:START {id: row.subject})-[link:TYPE]->(holder:END)
WHERE link.id = row.id AND link.retired_run IS NULL
SET link.retired_run = $run
