// title: 行业没有国民经济行业分类代码
// title_en: "A trade without codes"
// summary: 行业没有对应的《国民经济行业分类》（GB/T 4754）代码；企业登记只写代码时认不出这一行业，也不能与其他统计对照。
// summary_en: "A trade has no code of the classification of industries (GB/T 4754): a registration that states the code alone is not recognised, and its counts compare with nobody's."
// remedy: 在行业表中补上版本和代码，例如 2017:7231。
// remedy_en: "Add edition and code to the table of trades, as in 2017:7231."
// severity: info
// population: trades
MATCH (t:Trade)
WHERE known(t) AND size(coalesce(t.codes, [])) = 0
RETURN t.id AS id, 'Trade' AS label, {name: told(t.name)} AS detail
ORDER BY id
