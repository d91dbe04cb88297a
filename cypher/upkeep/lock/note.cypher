// title: 记下本次写入的结果
// title_en: Keeps the result of the batch of this transaction
// params: {note: the result as JSON}
// returns: [noted]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.note = $note
RETURN 1 AS noted
