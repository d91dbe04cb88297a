// title: 行业表
// title_en: The table of trades
// returns: [id, name, codes, name_words, name_words_not, scope_words]
MATCH (t:Trade)
RETURN t.id AS id, t.name AS name, t.codes AS codes, t.name_words AS name_words, t.name_words_not AS name_words_not,
       t.scope_words AS scope_words
ORDER BY id
