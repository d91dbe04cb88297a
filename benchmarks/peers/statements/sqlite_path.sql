-- The way up from one organisation (:n) on a day (:day): a row per link, the last one with what stops it.
WITH RECURSIVE path (depth, no, recorded) AS (
  SELECT 1,
         coalesce(
           (SELECT no FROM step
            WHERE subject = :n AND type = 'COVERS' AND valid_from <= :day AND :day < valid_to
              AND founded <= :day AND :day < closed
            ORDER BY ord LIMIT 1),
           (SELECT no FROM step
            WHERE subject = :n AND type = 'SUPERIOR' AND valid_from <= :day AND :day < valid_to
            ORDER BY ord LIMIT 1)),
         NULL
  UNION ALL
  SELECT p.depth + 1,
         coalesce(
           (SELECT no FROM step d
            WHERE d.subject = s.holder AND d.type = 'SUPERIOR' AND d.valid_from <= :day AND :day < d.valid_to
            ORDER BY d.ord LIMIT 1),
           (SELECT no FROM step r
            WHERE r.subject = s.holder AND r.type = 'SUBORDINATE_TO' AND r.valid_from <= :day AND :day < r.valid_to
              AND NOT EXISTS (SELECT 1 FROM ruled u WHERE u.party = s.holder AND u.valid_from <= :day AND :day < u.valid_to)
            ORDER BY NOT (r.founded <= :day AND :day < r.closed), r.ord LIMIT 1)),
         (SELECT r.holder FROM step r
          WHERE r.subject = s.holder AND r.type = 'SUBORDINATE_TO' AND r.valid_from <= :day AND :day < r.valid_to
          ORDER BY NOT (r.founded <= :day AND :day < r.closed), r.ord LIMIT 1)
  FROM path p JOIN step s ON s.no = p.no
  WHERE p.depth < 20 AND s.founded <= :day AND :day < s.closed
    AND NOT EXISTS (SELECT 1 FROM top t WHERE t.party = s.holder AND t.valid_from <= :day AND :day < t.valid_to)
)
SELECT CASE WHEN s.type = 'COVERS' THEN iif(s.kind = 'joint_branch', 'joint', 'own') ELSE 'superior' END AS role,
       p.recorded, s.founded <= :day AND :day < s.closed AS alive,
       EXISTS (SELECT 1 FROM top t WHERE t.party = s.holder AND t.valid_from <= :day AND :day < t.valid_to) AS top, s.*
FROM path p JOIN step s ON s.no = p.no
ORDER BY p.depth
