// title: 图中已有的唯一约束
// title_en: The unique constraints that the graph has
// returns: [labels, properties, type]
SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type
RETURN labelsOrTypes AS labels, properties AS properties, type AS type
