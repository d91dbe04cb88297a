// title: 按主体查找变更记录
// title_en: Dated statements by their subject
CREATE INDEX IF NOT EXISTS FOR (n:Statement) ON (n.subject)
