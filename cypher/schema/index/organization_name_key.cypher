// title: 按名称键查找组织
// title_en: Organisations by matching key
CREATE INDEX IF NOT EXISTS FOR (n:Organization) ON (n.name_key)
