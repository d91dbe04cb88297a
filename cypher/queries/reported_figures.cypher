// title: 上报数
// title_en: Figures that somebody reported
// returns: [id, measure, trade, reading, value, bound, as_of, text, source, file, sheet, row]
MATCH (f:ReportedFigure)
WHERE known(f)
RETURN f.id AS id, f.measure AS measure, f.trade AS trade, f.reading AS reading, f.value AS value, f.bound AS bound,
       f.as_of AS as_of, f.text AS text, f.source AS source, f.file AS file, f.sheet AS sheet, f.row AS row
ORDER BY id
