// title: 节点成列
// title_en: What rules read of the nodes of a label, as lists of some thousands
// variants: nodes
// returns: [bucket, id, kind, founded, closed, away, rank, depth, territorial, approved_at, association_scope]
MATCH (n:LABEL)
// no row for each node, which costs the driver more than the list does; collect drops nulls, so there are none
WITH right(n.id, 1) AS bucket, n
RETURN bucket, collect(n.id) AS id, collect(coalesce(n.kind, '')) AS kind, collect(coalesce(n.founded, '')) AS founded,
       collect(coalesce(n.closed, '')) AS closed, collect(coalesce(n.away, '')) AS away, collect(coalesce(n.rank, '')) AS rank,
       collect(coalesce(n.depth, -1)) AS depth, collect(coalesce(n.territorial, false)) AS territorial,
       collect(coalesce(n.approved_at, '')) AS approved_at, collect(coalesce(n.association_scope, '')) AS association_scope
