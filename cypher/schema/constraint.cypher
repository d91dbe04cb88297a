// title: 每类节点的 id 唯一
// title_en: The id of each label is unique
// variants: nodes
CREATE CONSTRAINT IF NOT EXISTS FOR (n:LABEL) REQUIRE n.id IS UNIQUE
