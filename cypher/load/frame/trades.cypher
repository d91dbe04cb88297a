// title: 行业表
// title_en: The table of trades
// returns: [id, name, codes, name_words, name_words_not, name_hints, scope_words, scope_words_not]
MATCH (t:Trade)
RETURN t.id AS id, t.name AS name, t.codes AS codes, t.name_words AS name_words, t.name_words_not AS name_words_not,
       t.name_hints AS name_hints, t.scope_words AS scope_words, t.scope_words_not AS scope_words_not
ORDER BY id
