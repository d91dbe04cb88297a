// title: 主行业不一
// title_en: "Main trades differ"
// summary: 不同来源登记的主行业不同。
// summary_en: "Two sources state different main trades."
// remedy: 核实主行业，更正其中一个来源。
// remedy_en: "Find out the main trade and correct one of the sources."
// severity: warning
// population: organizations
MATCH (o:Organization)-[f:IN_TRADE {main: true}]->(t:Trade)
WHERE known(f) AND in_force(f)
  AND alive(o)
WITH o, collect(DISTINCT t.id) AS trades
WHERE size(trades) > 1
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), trades: trades} AS detail
