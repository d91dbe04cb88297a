// title: 各批次所述的内容
// title_en: What pictures tell
// returns: [id, told]
UNWIND $rows AS key
MATCH (p:Picture {id: key})
RETURN p.id AS id, p.told AS told
