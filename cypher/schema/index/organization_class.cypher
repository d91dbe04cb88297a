// title: 按覆盖状态查找组织
// title_en: Organisations by the class of their open coverage
CREATE INDEX IF NOT EXISTS FOR (n:Organization) ON (n.class)
