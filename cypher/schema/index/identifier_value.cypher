// title: 按标识的值查找
// title_en: Identifiers by value
CREATE INDEX IF NOT EXISTS FOR (n:Identifier) ON (n.value)
