-- The chain of one organisation ($1: id) on a day ($2: number), as the JSON of an answer. No row: there is no such one.
WITH RECURSIVE
subject AS MATERIALIZED (
  SELECT n, id, kind, founded <= $2 AND $2 < closed AS alive FROM node WHERE id = $1
),
lead AS MATERIALIZED (
  SELECT s.no, s.holder, s.kind, s.founded <= $2 AND $2 < s.closed AS alive
  FROM subject o CROSS JOIN LATERAL (
    SELECT * FROM step
    WHERE subject = o.n AND type = 'LEAD' AND valid_from <= $2 AND $2 < valid_to
    ORDER BY ord LIMIT 1
  ) s
  WHERE o.alive
),
path AS (
  SELECT 1 AS depth, f.no, f.role, f.holder, NULL::int AS recorded,
         CASE WHEN NOT (f.founded <= $2 AND $2 < f.closed) THEN 'not_in_force' END AS stop,
         EXISTS (SELECT FROM top t WHERE t.party = f.holder AND t.valid_from <= $2 AND $2 < t.valid_to) AS top,
         ARRAY[o.n, f.holder] AS seen, o.n AS start
  FROM subject o CROSS JOIN LATERAL (
    (SELECT no, holder, founded, closed, CASE kind WHEN 'joint_branch' THEN 'joint' ELSE 'own' END AS role
     FROM step
     WHERE subject = o.n AND type = 'COVERS' AND valid_from <= $2 AND $2 < valid_to AND founded <= $2 AND $2 < closed
     ORDER BY ord LIMIT 1)
    UNION ALL
    (SELECT no, holder, founded, closed, 'superior' FROM step
     WHERE subject = o.n AND type = 'SUPERIOR' AND valid_from <= $2 AND $2 < valid_to
     ORDER BY ord LIMIT 1)
    LIMIT 1
  ) f
  WHERE o.alive
  UNION ALL
  SELECT p.depth + 1, x.no, 'superior', x.holder, x.recorded,
         CASE WHEN NOT x.alive THEN 'not_in_force' WHEN x.holder = ANY (p.seen) THEN 'cycle' END,
         EXISTS (SELECT FROM top t WHERE t.party = x.holder AND t.valid_from <= $2 AND $2 < t.valid_to),
         p.seen || x.holder, p.holder
  FROM path p
  CROSS JOIN LATERAL (
    SELECT coalesce(d.no, r.no) AS no, coalesce(d.holder, r.holder) AS holder, r.holder AS recorded,
           CASE WHEN d.no IS NOT NULL THEN d.alive ELSE r.alive END AS alive
    FROM (VALUES (1)) one
    LEFT JOIN LATERAL (
      SELECT no, holder, founded <= $2 AND $2 < closed AS alive FROM step
      WHERE subject = p.holder AND type = 'SUPERIOR' AND valid_from <= $2 AND $2 < valid_to
      ORDER BY ord LIMIT 1
    ) d ON true
    LEFT JOIN LATERAL (
      SELECT no, holder, founded <= $2 AND $2 < closed AS alive FROM step
      WHERE subject = p.holder AND type = 'SUBORDINATE_TO' AND valid_from <= $2 AND $2 < valid_to
      ORDER BY NOT (founded <= $2 AND $2 < closed), ord LIMIT 1
    ) r ON true
    WHERE d.no IS NOT NULL
       OR r.no IS NOT NULL AND NOT EXISTS (
         SELECT FROM ruled u WHERE u.party = p.holder AND u.valid_from <= $2 AND $2 < u.valid_to)
  ) x
  WHERE NOT p.top AND p.stop IS NULL AND p.depth < 20
),
walked AS MATERIALIZED (SELECT * FROM path),
rendered AS MATERIALIZED (
  SELECT w.depth, json_build_object(
    'id', s.id, 'role', w.role,
    'from', a.told, 'to', b.told,
    'rule', s.rule, 'rule_set', s.rule_set, 'rank', s.rank, 'parameters', s.parameters,
    'provisional', s.provisional, 'valid_from', s.since, 'valid_to', s.until, 'assumed_start', s.assumed_start,
    'facts', coalesce((
      SELECT json_agg(json_build_object(
        'id', f.id, 'type', f.type, 'from', c.told, 'to', d.told,
        'valid_from', f.valid_from, 'valid_to', f.valid_to, 'assumed_start', f.assumed_start,
        'properties', f.properties, 'source', f.source, 'run', f.run,
        'place', json_build_object('file', f.file, 'sha256', f.sha256, 'sheet', f.sheet, 'row', f.line)
      ) ORDER BY e.ord)
      FROM evidence e JOIN fact f ON f.no = e.fact JOIN named c ON c.node = f.subject AND c.valid_from <= $2 AND $2 < c.valid_to JOIN named d ON d.node = f.holder AND d.valid_from <= $2 AND $2 < d.valid_to
      WHERE e.step = s.no), '[]'),
    'considered', coalesce((
      SELECT json_agg(json_build_object('holder', c.told, 'rule', p.rule, 'step', p.lost) ORDER BY p.ord)
      FROM passed p JOIN named c ON c.node = p.holder AND c.valid_from <= $2 AND $2 < c.valid_to
      WHERE p.step = s.no), '[]'),
    'recorded', (SELECT c.told FROM named c WHERE c.node = w.recorded AND c.valid_from <= $2 AND $2 < c.valid_to)
  ) AS link
  FROM (
    SELECT 0 AS depth, l.no, 'lead' AS role, o.n AS start, l.holder, NULL::int AS recorded FROM lead l, subject o
    UNION ALL
    SELECT depth, no, CASE WHEN top AND role = 'superior' THEN 'top' ELSE role END, start, holder, recorded
    FROM walked WHERE stop IS NULL
  ) w
  JOIN step s ON s.no = w.no JOIN named a ON a.node = w.start AND a.valid_from <= $2 AND $2 < a.valid_to JOIN named b ON b.node = w.holder AND b.valid_from <= $2 AND $2 < b.valid_to
),
last AS MATERIALIZED (SELECT * FROM walked ORDER BY depth DESC LIMIT 1),
chief AS MATERIALIZED (
  SELECT s.holder FROM lead l CROSS JOIN LATERAL (
    SELECT holder FROM step
    WHERE subject = l.holder AND type = 'HOSTED_BY' AND valid_from <= $2 AND $2 < valid_to AND kind <> 'joint_branch'
    ORDER BY NOT (founded <= $2 AND $2 < closed), ord LIMIT 1
  ) s
),
broken AS MATERIALIZED (
  SELECT CASE
    WHEN NOT o.alive THEN ROW(o.id, 'not_in_force')::record_of_break
    WHEN l.no IS NULL THEN ROW(o.id, 'no_lead')::record_of_break
    WHEN w.stop IS NOT NULL THEN ROW((SELECT id FROM node WHERE n = w.start), w.stop)::record_of_break
    WHEN w.top THEN CASE WHEN NOT l.alive THEN ROW(o.id, 'not_in_force')::record_of_break END
    ELSE ROW(coalesce((SELECT id FROM node WHERE n = w.holder), o.id),
             CASE WHEN (w.no IS NULL OR w.role = 'own' AND w.depth = 1) AND l.kind = 'supervising_unit' IS NOT FALSE
                       AND NOT EXISTS (SELECT FROM chief) THEN 'no_party_organization' ELSE 'no_superior' END
         )::record_of_break
  END AS b
  FROM subject o LEFT JOIN lead l ON true LEFT JOIN last w ON true
)
SELECT json_build_object(
  'organization', json_build_object(
    'id', o.id, 'name', (SELECT x.told ->> 'name' FROM named x WHERE x.node = o.n AND x.valid_from <= $2 AND $2 < x.valid_to), 'kind', o.kind,
    'trade', (SELECT t.trade FROM trade t WHERE t.node = o.n AND t.valid_from <= $2 AND $2 < t.valid_to ORDER BY t.id LIMIT 1),
    'region', (SELECT r.id FROM seat s JOIN node r ON r.n = s.region
               WHERE s.node = o.n AND s.valid_from <= $2 AND $2 < s.valid_to ORDER BY s.id LIMIT 1),
    'coverage', (SELECT c.class FROM coverage c WHERE c.node = o.n AND c.valid_from <= $2 AND $2 < c.valid_to LIMIT 1)),
  'complete', k.b IS NULL,
  'provisional', EXISTS (
    SELECT FROM step s WHERE s.provisional AND s.no IN (SELECT no FROM lead UNION ALL SELECT no FROM walked WHERE stop IS NULL)),
  'lead_on_path', CASE WHEN l.no IS NOT NULL THEN EXISTS (
    SELECT FROM walked w WHERE w.stop IS NULL AND (w.holder = l.holder OR w.holder = (SELECT holder FROM chief))) END,
  'lead', (SELECT link FROM rendered WHERE depth = 0),
  'path', coalesce((SELECT json_agg(link ORDER BY depth) FROM rendered WHERE depth > 0), '[]'),
  'support', coalesce((
    SELECT json_agg(json_build_object('party_organization', c.told) ORDER BY s.ord)
    FROM step s JOIN named c ON c.node = s.holder AND c.valid_from <= $2 AND $2 < c.valid_to
    WHERE o.alive AND s.subject = o.n AND s.type = 'SUPPORT' AND s.valid_from <= $2 AND $2 < s.valid_to
      AND s.founded <= $2 AND $2 < s.closed), '[]'),
  'break', CASE WHEN k.b IS NOT NULL THEN json_build_object(
    'after', (k.b).after, 'code', (k.b).code,
    'candidates', CASE WHEN (k.b).code = 'no_lead' THEN coalesce((
      SELECT json_agg(c.told ORDER BY x.ord, x.id)
      FROM (
        SELECT a.*, q.id, max(a.depth) OVER () AS nearest
        FROM seat s CROSS JOIN LATERAL (
          SELECT s.region UNION ALL
          SELECT p.above FROM part_of p WHERE p.region = s.region AND p.valid_from <= $2 AND $2 < p.valid_to
        ) r JOIN candidate a ON a.region = r.region JOIN node q ON q.n = a.party
        WHERE s.node = o.n AND s.valid_from <= $2 AND $2 < s.valid_to AND a.valid_from <= $2 AND $2 < a.valid_to
          AND a.founded <= $2 AND $2 < a.closed
      ) x JOIN named c ON c.node = x.party AND c.valid_from <= $2 AND $2 < c.valid_to
      WHERE x.depth = x.nearest), '[]') ELSE '[]' END) END
)::text
FROM subject o LEFT JOIN lead l ON true CROSS JOIN broken k
