// title: 党组织体系有多个顶端
// title_en: Several roots of the Party tree
// summary: 全市党组织应当归于一个市委；这里的一支自成体系，其下所有组织的责任链都到不了市委，或有几个组织同时自称市级地方党委。
// summary_en: Every Party organisation belongs under one committee; this part stands apart, or several claim it.
// remedy: 登记该顶端的上级党组织；属地党委只应有一个活动区域为全市。
// remedy_en: Record the superior of this root; only one territorial committee may act in the city.
// severity: severe
// population: party_organizations
MATCH (p:PartyOrganization)
WHERE alive(p)
  AND NOT EXISTS {
        MATCH (p)-[f:SUBORDINATE_TO]->(s:PartyOrganization)
        WHERE known(f) AND in_force(f)
          AND alive(s) }
  AND (EXISTS {
        MATCH (p)-[f:SUBORDINATE_TO]->(:PartyOrganization)
        WHERE known(f) AND in_force(f) }
    OR NOT EXISTS {
        MATCH (p)-[d:SUPERIOR]->(s:PartyOrganization)
        WHERE current(d) AND in_force(d)
          AND alive(s) })
OPTIONAL MATCH (below:PartyOrganization)-[r:SUBORDINATE_TO|SUPERIOR]->(p)
WHERE known(r) AND current(r) AND in_force(r)
  AND alive(below)
  AND (type(r) = 'SUBORDINATE_TO' OR NOT EXISTS {
        MATCH (below)-[f:SUBORDINATE_TO]->(:PartyOrganization)
        WHERE known(f) AND in_force(f) })
WITH p, below.id AS below ORDER BY below
WITH p, collect(DISTINCT below) AS below
WITH p, below,
     told(p.kind) = 'committee' AND flagged(p.territorial) AND EXISTS {
        MATCH (p)-[a:ACTS_IN]->(:Region {id: $city})
        WHERE known(a) AND in_force(a) } AS top,
     EXISTS {
        MATCH (p)-[a:ACTS_IN]->(:Region {rank: 'province'})
        WHERE known(a) AND in_force(a) }
     OR EXISTS {
        MATCH (p)-[h:HOSTED_BY]->(:Organization)-[a:ACTS_IN]->(:Region {rank: 'province'})
        WHERE known(h) AND in_force(h)
          AND known(a) AND in_force(a) } AS beyond
WHERE top OR size(below) > 0
WITH collect({id: p.id, name: told(p.name), kind: told(p.kind), top: top, beyond: beyond, below: below}) AS roots
OPTIONAL MATCH (t:PartyOrganization)-[a:ACTS_IN]->(:Region {id: $city})
WHERE told(t.kind) = 'committee' AND flagged(t.territorial) AND known(a) AND in_force(a)
  AND alive(t)
WITH roots, count(DISTINCT t) AS tops
WHERE size(roots) > 1
UNWIND roots AS root
WITH root, tops
WHERE NOT root.beyond AND NOT (root.top AND tops = 1)
RETURN root.id AS id, 'PartyOrganization' AS label,
       {name: told(root.name), kind: told(root.kind), top: root.top, below: root.below} AS detail
ORDER BY id
