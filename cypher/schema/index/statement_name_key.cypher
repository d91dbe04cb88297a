// title: 按曾用名、简称查找
// title_en: Statements by the matching key of a name
CREATE INDEX IF NOT EXISTS FOR (n:Statement) ON (n.name_key)
