// title: 按来源查找批次
// title_en: Runs by source
CREATE INDEX IF NOT EXISTS FOR (n:Run) ON (n.source)
