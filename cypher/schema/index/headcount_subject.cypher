// title: 按组织查找人数
// title_en: Headcounts by organisation
CREATE INDEX IF NOT EXISTS FOR (n:Headcount) ON (n.subject)
