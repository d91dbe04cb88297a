// title: 按检查查找问题
// title_en: Findings by check
CREATE INDEX IF NOT EXISTS FOR (n:Finding) ON (n.check)
