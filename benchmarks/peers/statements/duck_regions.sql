-- How many organisations of each class, and how many members, each region has on a day, with what lies below it.
WITH RECURSIVE
counted AS MATERIALIZED (
  SELECT s.region, c.class, count(*) AS units, sum(c.members) AS members
  FROM coverage c JOIN node n ON n.n = c.node
  LEFT JOIN seat s ON s.node = c.node AND s.valid_from <= $day AND $day < s.valid_to
  WHERE c.valid_from <= $day AND $day < c.valid_to AND n.founded <= $day AND $day < n.closed
  GROUP BY s.region, c.class
),
above AS (
  SELECT DISTINCT region AS of, region FROM counted WHERE region IS NOT NULL
  UNION ALL
  SELECT a.of, p.above FROM above a JOIN part_of p ON p.region = a.region AND p.valid_from <= $day AND $day < p.valid_to
)
SELECT n.id, c.class, sum(c.units)::BIGINT, sum(c.members)::BIGINT
FROM counted c LEFT JOIN above a ON a.of = c.region LEFT JOIN node n ON n.n = a.region
GROUP BY n.id, c.class ORDER BY n.id, c.class
