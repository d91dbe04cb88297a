// title: 图中已有的索引
// title_en: The indexes that the graph has
// returns: [labels, properties, state]
SHOW INDEXES YIELD labelsOrTypes, properties, state
RETURN labelsOrTypes AS labels, properties AS properties, state AS state
