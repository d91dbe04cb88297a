// title: 隶属关系成环
// title_en: A circle of superiors
// summary: 党组织的上级最终又回到自己，责任链永远到不了市委，环上及其下属的组织都没有真正的上级。图中最多追踪十五级，更长的环由离线检查发现。
// summary_en: "A Party organisation is its own superior in the end: the chain never reaches the city committee. Followed for 15 links here; a longer circle is found by `check --offline` alone."
// remedy: 核对环上各党组织的隶属登记，找出写反或写错的一条并更正后重新载入。
// remedy_en: Compare the recorded superiors on the circle, correct the one that is wrong or reversed, load again.
// severity: severe
// population: party_organizations
MATCH path = (p:PartyOrganization)-[:SUBORDINATE_TO|SUPERIOR*1..15]->(q:PartyOrganization)
WHERE q.id = p.id
  AND all(r IN relationships(path) WHERE known(r) AND current(r)
          AND in_force(r))
  AND all(n IN nodes(path) WHERE alive(n))
  AND all(r IN relationships(path) WHERE type(r) = 'SUBORDINATE_TO' OR none(n IN nodes(path) WHERE n.id = startNode(r).id
          AND EXISTS { MATCH (n)-[f:SUBORDINATE_TO]->(:PartyOrganization)
                       WHERE known(f) AND in_force(f) }))
WITH p, nodes(path)[1].id AS next
WITH DISTINCT p, next ORDER BY next
WITH p, collect(next) AS superiors
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), kind: told(p.kind), superiors: superiors} AS detail
ORDER BY id
