// title: 计入统计表的哪一列
// title_en: column of the official form that counts it
// takes: form_columns
// lists: [organizations]
// order: 110
(o.kind <> 'supervising_unit' AND 'total' IN $form_column)
OR (told(o.kind) IN ['association', 'social_group'] AND 'social_group' IN $form_column)
OR (told(o.kind) IN ['foundation', 'non_enterprise'] AND told(o.kind) IN $form_column)
// any other stands by its first main trade
OR (NOT told(o.kind) IN ['supervising_unit', 'association', 'social_group', 'foundation', 'non_enterprise']
  AND (EXISTS {
    MATCH (o)-[f:IN_TRADE]->(t:Trade)
    WHERE f.main = true AND t.id IN ['law', 'accounting', 'tax'] AND t.id IN $form_column
      AND known(f) AND in_force(f)
      AND NOT EXISTS {
        MATCH (o)-[first:IN_TRADE]->(:Trade)
        WHERE first.main = true AND known(first) AND in_force(first) AND first.id < f.id } }
  OR ('other_intermediary' IN $form_column AND NOT EXISTS {
    MATCH (o)-[f:IN_TRADE]->(t:Trade)
    WHERE f.main = true AND t.id IN ['law', 'accounting', 'tax']
      AND known(f) AND in_force(f)
      AND NOT EXISTS {
        MATCH (o)-[first:IN_TRADE]->(:Trade)
        WHERE first.main = true AND known(first) AND in_force(first) AND first.id < f.id } })))
