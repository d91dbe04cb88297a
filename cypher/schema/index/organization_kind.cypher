// title: 按类别查找组织
// title_en: Organisations by kind
CREATE INDEX IF NOT EXISTS FOR (n:Organization) ON (n.kind)
