// title: 事实成列（投影）
// title_en: The facts of a type with where they come from, as lists of some thousands
// variants: facts
// returns: [bucket, start, end, id, valid_from, valid_to, assumed_start, main, level, civil, basis, document, result, role, source, run, told_run, file, sheet, row]
MATCH (a:START)-[f:TYPE]->(b:END)
WHERE known(f)
WITH right(f.id, 1) AS bucket, a, f, b
RETURN bucket, collect(a.id) AS start, collect(b.id) AS end, collect(f.id) AS id, collect(f.valid_from) AS valid_from,
       collect(until(f)) AS valid_to, collect(coalesce(f.assumed_start, false)) AS assumed_start,
       collect(coalesce(f.main, false)) AS main,
       collect(coalesce(f.level, '')) AS level, collect(coalesce(toString(f.civil), '')) AS civil,
       collect(coalesce(f.basis, '')) AS basis, collect(coalesce(f.document, '')) AS document,
       collect(coalesce(f.result, '')) AS result, collect(coalesce(f.role, '')) AS role,
       collect(coalesce(f.stated_run, '')) AS told_run, collect(coalesce(f.source, '')) AS source,
       collect(coalesce(f.recorded_run, '')) AS run, collect(coalesce(f.file, '')) AS file,
       collect(coalesce(f.sheet, '')) AS sheet, collect(coalesce(f.row, -1)) AS row
