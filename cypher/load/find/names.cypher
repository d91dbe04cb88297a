// title: 所有名称
// title_en: The names of all nodes of a label
// variants: nodes
// returns: [ids, names]
MATCH (n:LABEL)
WHERE n.name IS NOT NULL AND coalesce(n.closed, '') <> '0001-01-01'
RETURN collect(n.id) AS ids, collect(n.name) AS names
