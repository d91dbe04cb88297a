// title: 节点的标识
// title_en: The identifiers of nodes
// variants: nodes
// returns: [ids, identifiers]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})-[f:IDENTIFIED_BY]->(i:Identifier)
WHERE known(f)
WITH n.id AS id, collect(DISTINCT i.id) AS identifiers
RETURN collect(id) AS ids, collect(identifiers) AS identifiers
