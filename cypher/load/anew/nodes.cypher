// title: 一些节点成列
// title_en: What rules read of some nodes of a label, as lists
// variants: nodes
// returns: [id, kind, founded, closed, away, rank, depth, territorial, approved_at, association_scope]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})
RETURN collect(n.id) AS id, collect(coalesce(n.kind, '')) AS kind, collect(coalesce(n.founded, '')) AS founded,
       collect(coalesce(n.closed, '')) AS closed, collect(coalesce(n.away, '')) AS away, collect(coalesce(n.rank, '')) AS rank,
       collect(coalesce(n.depth, -1)) AS depth, collect(coalesce(n.territorial, false)) AS territorial,
       collect(coalesce(n.approved_at, '')) AS approved_at, collect(coalesce(n.association_scope, '')) AS association_scope
