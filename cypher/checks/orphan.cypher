// title: 没有上级的党组织
// title_en: A Party organisation without superior
// summary: 行政上可以无上级，党组织不能无上级：责任链在这里中断，到不了市委。
// summary_en: A Party organisation must have a superior; here the chain stops below the city committee.
// remedy: 登记其隶属党组织；如原上级已撤销，登记接替的上级。
// remedy_en: Record the Party organisation it belongs to; where the former one was dissolved, record its successor.
// severity: severe
// population: party_organizations
MATCH (p:PartyOrganization)
WHERE alive(p)
  AND NOT (told(p.kind) = 'committee' AND flagged(p.territorial) AND EXISTS {
        MATCH (p)-[a:ACTS_IN]->(:Region {id: $city})
        WHERE known(a) AND in_force(a) })
  AND NOT EXISTS {
        MATCH (p)-[a:ACTS_IN]->(:Region {rank: 'province'})
        WHERE known(a) AND in_force(a) }
  AND NOT EXISTS {
        MATCH (p)-[h:HOSTED_BY]->(:Organization)-[a:ACTS_IN]->(:Region {rank: 'province'})
        WHERE known(h) AND in_force(h)
          AND known(a) AND in_force(a) }
OPTIONAL MATCH (p)-[r:SUBORDINATE_TO|SUPERIOR]->(s:PartyOrganization)
WHERE known(r) AND current(r) AND in_force(r)
WITH p, type(r) AS type, s.id AS superior,
     alive(s) AS exists
ORDER BY superior
WITH p,
     max(CASE type WHEN 'SUBORDINATE_TO' THEN 1 ELSE 0 END) AS recorded,
     sum(CASE WHEN type = 'SUBORDINATE_TO' AND exists THEN 1 ELSE 0 END) AS stated,
     sum(CASE WHEN type = 'SUPERIOR' AND exists THEN 1 ELSE 0 END) AS derived,
     collect(DISTINCT CASE WHEN type = 'SUBORDINATE_TO' AND NOT exists THEN superior END) AS stated_gone,
     collect(DISTINCT CASE WHEN type = 'SUPERIOR' AND NOT exists THEN superior END) AS derived_gone
WHERE (recorded = 1 AND stated = 0) OR (recorded = 0 AND derived = 0)
RETURN p.id AS id, 'PartyOrganization' AS label,
       {name: told(p.name), kind: told(p.kind), gone: CASE recorded WHEN 1 THEN stated_gone ELSE derived_gone END} AS detail
ORDER BY id
