// title: 按组织查找覆盖区间
// title_en: Coverage intervals by organisation
CREATE INDEX IF NOT EXISTS FOR (n:Coverage) ON (n.subject)
