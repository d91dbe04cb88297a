// title: 更新问题详情
// title_en: Findings that are still open, with what is to be seen of them now
UNWIND $rows AS row
MATCH (f:Finding {id: row.id})
SET f.detail = row.detail
