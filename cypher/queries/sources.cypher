// title: 数据来源
// title_en: Sources that have been loaded
// returns: [id, title, title_en, rank, complete, columns, required, recognised]
MATCH (s:Source)
RETURN s.id AS id, s.title AS title, s.title_en AS title_en, s.rank AS rank, s.complete AS complete,
       s.columns AS columns, s.required AS required, s.recognised AS recognised
ORDER BY id
