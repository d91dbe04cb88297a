// title: 按名称键查找区划
// title_en: Regions by matching key
CREATE INDEX IF NOT EXISTS FOR (n:Region) ON (n.name_key)
