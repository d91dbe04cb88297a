// title: 节点成列（投影）
// title_en: What answers tell of the nodes of a label, as lists of some thousands
// variants: nodes
// returns: [bucket, id, name, name_key, kind, rank, depth, founded, closed, away, territorial, operating]
MATCH (n:LABEL)
WHERE known(n)
WITH right(n.id, 1) AS bucket, n
RETURN bucket, collect(n.id) AS id, collect(told(n.name)) AS name, collect(coalesce(told(n.name_key), '')) AS name_key, collect(coalesce(told(n.kind), '')) AS kind,
       collect(coalesce(told(n.rank), '')) AS rank, collect(toInteger(coalesce(told(n.depth), -1))) AS depth,
       collect(coalesce(told(n.founded), '')) AS founded, collect(coalesce(told(n.closed), '')) AS closed, collect(coalesce(told(n.away), '')) AS away,
       collect(flagged(n.territorial)) AS territorial, collect(coalesce(toString(told(n.operating)), '')) AS operating
