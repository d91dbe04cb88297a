// title: 主行业
// title_en: main trade
// takes: trade
// lists: [organizations, uncovered]
// order: 30
EXISTS {
  MATCH (o)-[f:IN_TRADE]->(t:Trade) WHERE f.main = true AND t.id = $trade
    AND known(f) AND in_force(f) }
OR ($trade = 'null' AND NOT EXISTS {
  MATCH (o)-[f:IN_TRADE]->(t:Trade) WHERE f.main = true
    AND known(f) AND in_force(f) })
