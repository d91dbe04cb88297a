// title: 按状态查找覆盖区间
// title_en: Coverage intervals by class
CREATE INDEX IF NOT EXISTS FOR (n:Coverage) ON (n.class)
