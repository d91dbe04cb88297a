// title: 停用覆盖状态
// title_en: Coverage intervals that this run no longer derives
// params: {run: the run that retires them}
UNWIND $rows AS row
MATCH (c:Coverage {id: row.id})
SET c.retired_run = $run, c.retired = $revision
