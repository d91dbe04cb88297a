// title: 退回的内容
// title_en: Refused rows by id
// params:
//   ids: refused rows
// returns: [id, file, sheet, row, column, value, code, message_zh, message_en, remedy_zh, remedy_en, cells, corrected_run, correction]
UNWIND $ids AS id
MATCH (r:Reject {id: id})
RETURN r.id AS id, r.file AS file, r.sheet AS sheet, r.row AS row, r.column AS column, r.value AS value, r.code AS code,
       r.message_zh AS message_zh, r.message_en AS message_en, r.remedy_zh AS remedy_zh, r.remedy_en AS remedy_en, r.cells AS cells,
       r.corrected_run AS corrected_run, r.correction AS correction
