// title: 更新问题详情
// title_en: Findings that are still open, with what is to be seen of them now; what was seen before is kept beside it
UNWIND $rows AS row
MATCH (f:Finding {id: row.id})
SET f.detail_was = coalesce(f.detail_was, []) + f.detail, f.detail_until = coalesce(f.detail_until, []) + $revision,
    f.detail = row.detail, f.changed = $revision
