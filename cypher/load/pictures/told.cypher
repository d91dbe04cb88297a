// title: 各批次所述的内容
// title_en: What pictures tell
// returns: [id, subjects, told]
UNWIND $rows AS key
MATCH (p:Picture {id: key})
RETURN p.id AS id, p.subjects AS subjects, p.told AS told
