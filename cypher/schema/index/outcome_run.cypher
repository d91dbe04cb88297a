// title: 结果按批次查找
// title_en: Outcomes of rows by run
CREATE INDEX IF NOT EXISTS FOR (n:Outcome) ON (n.run)
