// title: 党组织体系有多个顶端
// title_en: Several roots of the Party tree
// summary: 全市党组织应当归于一个市委；这里的一支自成体系，其下所有组织的责任链都到不了市委，或有几个组织同时自称市级地方党委。
// summary_en: Every Party organisation belongs under one committee; this part stands apart, or several claim it.
// remedy: 登记该顶端的上级党组织；属地党委只应有一个活动区域为全市。
// remedy_en: Record the superior of this root; only one territorial committee may act in the city.
// severity: severe
// population: party_organizations
MATCH (p:PartyOrganization)
WHERE coalesce(p.founded, '') <= $as_of AND $as_of < coalesce(p.closed, '9999-12-31')
  AND NOT EXISTS {
        MATCH (p)-[f:SUBORDINATE_TO]->(s:PartyOrganization)
        WHERE f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to
          AND coalesce(s.founded, '') <= $as_of AND $as_of < coalesce(s.closed, '9999-12-31') }
  AND (EXISTS {
        MATCH (p)-[f:SUBORDINATE_TO]->(:PartyOrganization)
        WHERE f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to }
    OR NOT EXISTS {
        MATCH (p)-[d:SUPERIOR]->(s:PartyOrganization)
        WHERE d.retired_run IS NULL AND d.valid_from <= $as_of AND $as_of < d.valid_to
          AND coalesce(s.founded, '') <= $as_of AND $as_of < coalesce(s.closed, '9999-12-31') })
OPTIONAL MATCH (below:PartyOrganization)-[r:SUBORDINATE_TO|SUPERIOR]->(p)
WHERE r.retracted_run IS NULL AND r.retired_run IS NULL AND r.valid_from <= $as_of AND $as_of < r.valid_to
  AND coalesce(below.founded, '') <= $as_of AND $as_of < coalesce(below.closed, '9999-12-31')
  AND (type(r) = 'SUBORDINATE_TO' OR NOT EXISTS {
        MATCH (below)-[f:SUBORDINATE_TO]->(:PartyOrganization)
        WHERE f.retracted_run IS NULL AND f.valid_from <= $as_of AND $as_of < f.valid_to })
WITH p, below.id AS below ORDER BY below
WITH p, collect(DISTINCT below) AS below
WITH p, below,
     p.kind = 'committee' AND coalesce(p.territorial, false) AND EXISTS {
        MATCH (p)-[a:ACTS_IN]->(:Region {id: $city})
        WHERE a.retracted_run IS NULL AND a.valid_from <= $as_of AND $as_of < a.valid_to } AS top,
     EXISTS {
        MATCH (p)-[a:ACTS_IN]->(:Region {rank: 'province'})
        WHERE a.retracted_run IS NULL AND a.valid_from <= $as_of AND $as_of < a.valid_to }
     OR EXISTS {
        MATCH (p)-[h:HOSTED_BY]->(:Organization)-[a:ACTS_IN]->(:Region {rank: 'province'})
        WHERE h.retracted_run IS NULL AND h.valid_from <= $as_of AND $as_of < h.valid_to
          AND a.retracted_run IS NULL AND a.valid_from <= $as_of AND $as_of < a.valid_to } AS beyond
WHERE top OR size(below) > 0
WITH collect({id: p.id, name: p.name, kind: p.kind, top: top, beyond: beyond, below: below}) AS roots
OPTIONAL MATCH (t:PartyOrganization {kind: 'committee', territorial: true})-[a:ACTS_IN]->(:Region {id: $city})
WHERE a.retracted_run IS NULL AND a.valid_from <= $as_of AND $as_of < a.valid_to
  AND coalesce(t.founded, '') <= $as_of AND $as_of < coalesce(t.closed, '9999-12-31')
WITH roots, count(DISTINCT t) AS tops
WHERE size(roots) > 1
UNWIND roots AS root
WITH root, tops
WHERE NOT root.beyond AND NOT (root.top AND tops = 1)
RETURN root.id AS id, 'PartyOrganization' AS label,
       {name: root.name, kind: root.kind, top: root.top, below: root.below} AS detail
ORDER BY id
