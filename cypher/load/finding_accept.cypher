// title: 认可问题
// title_en: Open findings that somebody accepts until a day, or accepts no more (an empty text); what was said before is kept beside it
UNWIND $rows AS row
MATCH (f:Finding {id: row.id})
SET f.accepted_was = coalesce(f.accepted_was, []) + coalesce(f.accepted, ''),
    f.accepted_until = coalesce(f.accepted_until, []) + $revision,
    f.accepted = row.accepted, f.changed = $revision
