// title: 停用推导关系
// title_en: Derived links that this run no longer derives
// params: {run: the run that retires them}
// variants: derived
UNWIND range(0, size($columns.id) - 1) AS n
MATCH (subject:START {id: $columns.subject[n]})-[link:TYPE]->(holder:END)
WHERE link.id = $columns.id[n] AND current(link)
SET link.retired_run = $run, link.retired = $revision
