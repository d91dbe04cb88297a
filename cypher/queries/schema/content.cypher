// title: 图中任一节点的标签（无节点则为空）
// title_en: The labels of any one node, nothing where there is none
// returns: [labels]
MATCH (n)
WITH n LIMIT 1
RETURN labels(n) AS labels
