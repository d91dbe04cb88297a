// title: 按对象查找问题
// title_en: Findings by subject
CREATE INDEX IF NOT EXISTS FOR (n:Finding) ON (n.subject)
