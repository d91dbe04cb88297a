// title: 没有主要行业
// title_en: "Without a main trade"
// summary: 社会中介组织没有登记主要行业；批准层级、行业主管单位和行业协会都由行业推导，缺了它只能按其他登记推导。
// summary_en: "An intermediary has no main trade. The level of its approval, the unit that supervises it and its association follow from the trade; without it only what else is recorded can tell."
// remedy: 登记其行业，或修订行业表的关键词后重新载入。
// remedy_en: "Record its trade, or mend the words in the table of trades, and load it again."
// severity: warning
// population: organizations
MATCH (o:Organization)
WHERE told(o.kind) = 'firm' AND alive(o)
  AND NOT EXISTS { MATCH (o)-[f:IN_TRADE {main: true}]->(:Trade) WHERE known(f) AND in_force(f) }
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name)} AS detail
ORDER BY id
