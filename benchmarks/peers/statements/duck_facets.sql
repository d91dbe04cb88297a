-- The facets of all gaps on a day, in one pass; a row without a dimension is the total.
WITH RECURSIVE
counted AS MATERIALIZED (
  SELECT grouping(c.severity, n.kind, t.trade, l.holder, s.region) AS parted, c.severity, n.kind, t.trade, l.holder, s.region,
         count(*) AS total
  FROM coverage c JOIN node n ON n.n = c.node
  LEFT JOIN trade t ON t.node = c.node AND t.valid_from <= $day AND $day < t.valid_to
  LEFT JOIN seat s ON s.node = c.node AND s.valid_from <= $day AND $day < s.valid_to
  LEFT JOIN step l ON l.subject = c.node AND l.type = 'LEAD' AND l.valid_from <= $day AND $day < l.valid_to
  WHERE c.severity IS NOT NULL AND c.valid_from <= $day AND $day < c.valid_to AND n.founded <= $day AND $day < n.closed
  GROUP BY GROUPING SETS ((c.severity), (n.kind), (t.trade), (l.holder), (s.region), ())
),
above AS (
  SELECT region AS of, region FROM counted WHERE parted = 30 AND region IS NOT NULL
  UNION ALL
  SELECT a.of, p.above FROM above a JOIN part_of p ON p.region = a.region AND p.valid_from <= $day AND $day < p.valid_to
),
facets AS (
  SELECT CASE parted WHEN 15 THEN 'severity' WHEN 23 THEN 'kind' WHEN 27 THEN 'trade' END AS dimension,
         coalesce(severity, kind, trade) AS value, total
  FROM counted WHERE parted IN (15, 23, 27, 31)
  UNION ALL
  SELECT 'lead', n.id, c.total FROM counted c LEFT JOIN node n ON n.n = c.holder WHERE parted = 29
  UNION ALL
  SELECT 'region', n.id, sum(c.total)::BIGINT
  FROM counted c LEFT JOIN above a ON a.of = c.region LEFT JOIN node n ON n.n = a.region
  WHERE parted = 30 GROUP BY n.id
)
SELECT dimension, value, total FROM facets ORDER BY dimension, total DESC, value NULLS LAST
