// title: 主行业
// title_en: main trade
// takes: trade
// lists: [organizations, uncovered]
// order: 30
EXISTS {
  MATCH (o)-[f:IN_TRADE]->(t:Trade) WHERE f.main = true AND t.id = $trade
    AND f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to }
