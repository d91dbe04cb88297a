-- All gaps on a day ($1: number): the first $2 by id, how many there are, and five facets; one row of JSON.
WITH RECURSIVE
gap AS MATERIALIZED (
  SELECT n.n, n.id, n.kind, c.severity, c.class, c.members_full, c.members_full_bound, c.has_group, c.instructor_sent,
         c.gap_since, t.trade, s.region, l.holder AS lead
  FROM coverage c JOIN node n ON n.n = c.node
  LEFT JOIN trade t ON t.node = c.node AND t.valid_from <= $1 AND $1 < t.valid_to
  LEFT JOIN seat s ON s.node = c.node AND s.valid_from <= $1 AND $1 < s.valid_to
  LEFT JOIN step l ON l.subject = c.node AND l.type = 'LEAD' AND l.valid_from <= $1 AND $1 < l.valid_to
  WHERE c.severity IS NOT NULL AND c.valid_from <= $1 AND $1 < c.valid_to AND n.founded <= $1 AND $1 < n.closed
),
above AS (
  SELECT DISTINCT g.region AS of, g.region FROM gap g WHERE g.region IS NOT NULL
  UNION ALL
  SELECT a.of, p.above FROM above a JOIN part_of p ON p.region = a.region AND p.valid_from <= $1 AND $1 < p.valid_to
),
facets AS (
  SELECT 'severity' AS dimension, severity AS value, count(*) AS total FROM gap GROUP BY severity
  UNION ALL
  SELECT 'kind', kind, count(*) FROM gap GROUP BY kind
  UNION ALL
  SELECT 'trade', trade, count(*) FROM gap GROUP BY trade
  UNION ALL
  SELECT 'lead', n.id, x.total FROM (SELECT lead, count(*) AS total FROM gap GROUP BY lead) x LEFT JOIN node n ON n.n = x.lead
  UNION ALL
  SELECT 'region', n.id, sum(x.total)::bigint
  FROM (SELECT region, count(*) AS total FROM gap GROUP BY region) x
  LEFT JOIN above a ON a.of = x.region LEFT JOIN node n ON n.n = a.region
  GROUP BY n.id
),
page AS (SELECT * FROM gap ORDER BY id LIMIT $2)
SELECT json_build_object(
  'total', (SELECT count(*) FROM gap),
  'facets', (
    SELECT json_object_agg(dimension, counted) FROM (
      SELECT dimension, json_agg(json_build_object('value', value, 'total', total)
                                 ORDER BY total DESC, value NULLS LAST) AS counted
      FROM facets GROUP BY dimension
    ) d),
  'items', coalesce((
    SELECT json_agg(json_build_object(
      'organization', json_build_object('id', g.id, 'name', o.told ->> 'name', 'kind', g.kind, 'trade', g.trade,
                                        'region', r.id, 'coverage', g.class),
      'severity', g.severity, 'members_full', g.members_full, 'members_full_bound', g.members_full_bound,
      'has_group', g.has_group, 'instructor_sent', g.instructor_sent,
      'lead', a.told,
      'superior', (
        SELECT b.told FROM step s JOIN named b ON b.node = s.holder AND b.valid_from <= $1 AND $1 < b.valid_to
        WHERE s.subject = g.n AND s.type = 'SUPERIOR' AND s.valid_from <= $1 AND $1 < s.valid_to
          AND s.founded <= $1 AND $1 < s.closed
        ORDER BY s.ord LIMIT 1),
      'gap_since', g.gap_since) ORDER BY g.id)
    FROM page g JOIN named o ON o.node = g.n AND o.valid_from <= $1 AND $1 < o.valid_to LEFT JOIN node r ON r.n = g.region LEFT JOIN named a ON a.node = g.lead AND a.valid_from <= $1 AND $1 < a.valid_to), '[]')
)::text
