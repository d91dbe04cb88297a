-- The first gaps on a day by id.
WITH page AS MATERIALIZED (
  SELECT n.n, n.id, n.kind, c.severity, c.class, c.members_full, c.members_full_bound, c.has_group, c.instructor_sent, c.gap_since
  FROM coverage c JOIN node n ON n.n = c.node
  WHERE c.severity IS NOT NULL AND c.valid_from <= $day AND $day < c.valid_to AND n.founded <= $day AND $day < n.closed
  ORDER BY n.id LIMIT $limit
)
SELECT p.id, o.told AS organization, p.kind, t.trade, r.id AS region, p.class AS coverage, p.severity, p.members_full,
       p.members_full_bound, p.has_group, p.instructor_sent, a.told AS lead,
       (SELECT arg_min(b.told, x.ord) FROM step x JOIN named b ON b.node = x.holder AND b.valid_from <= $day AND $day < b.valid_to
        WHERE x.subject = p.n AND x.type = 'SUPERIOR' AND x.valid_from <= $day AND $day < x.valid_to
          AND x.founded <= $day AND $day < x.closed) AS superior,
       p.gap_since
FROM page p JOIN named o ON o.node = p.n AND o.valid_from <= $day AND $day < o.valid_to
LEFT JOIN trade t ON t.node = p.n AND t.valid_from <= $day AND $day < t.valid_to
LEFT JOIN seat s ON s.node = p.n AND s.valid_from <= $day AND $day < s.valid_to
LEFT JOIN node r ON r.n = s.region
LEFT JOIN step l ON l.subject = p.n AND l.type = 'LEAD' AND l.valid_from <= $day AND $day < l.valid_to
LEFT JOIN named a ON a.node = l.holder AND a.valid_from <= $day AND $day < a.valid_to
ORDER BY p.id
