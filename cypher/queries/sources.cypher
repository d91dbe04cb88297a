// title: 数据来源
// title_en: Sources that have been loaded
// returns: [id, title, title_en, rank, complete]
MATCH (s:Source)
RETURN s.id AS id, s.title AS title, s.title_en AS title_en, s.rank AS rank, s.complete AS complete
ORDER BY id
