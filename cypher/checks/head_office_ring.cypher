// title: 总部互为分支
// title_en: "Head offices in a circle"
// summary: 沿“总部”一直追溯又回到自己，至少有一条写反了。图中最多追踪五级，更长的环由离线检查发现。
// summary_en: "Whoever follows the head office of this organisation comes back to it: one of them is reversed. Followed for five links here; a longer circle is found by `check --offline` alone."
// remedy: 核对各自的总部，更正写反的一条后重新载入。
// remedy_en: "Compare who is whose head office, correct the one that is reversed, load it again."
// severity: warning
// population: organizations
MATCH (o:Organization)-[f:HEAD_OFFICE]->(:Organization)
WHERE known(f) AND in_force(f) AND alive(o)
WITH DISTINCT o
MATCH path = (o)-[:HEAD_OFFICE*1..5]->(p:Organization)
WHERE p.id = o.id
  AND all(f IN relationships(path) WHERE known(f) AND in_force(f))
  AND all(n IN nodes(path) WHERE alive(n))
WITH o, nodes(path)[1].id AS head ORDER BY head
WITH o, collect(DISTINCT head) AS heads
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), heads: heads} AS detail
ORDER BY id
