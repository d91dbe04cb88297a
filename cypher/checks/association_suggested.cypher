// title: 可考虑建立行业协会党组织
// title_en: "A trade whose association could have a Party organisation"
// summary: 同一行业在运营的组织达到十家（默认），而其行业协会没有开展活动的党委或党总支。
// summary_en: "A trade has ten operating organisations or more (a default), and its association no Party committee or general branch that acts."
// remedy: 无须更正；可研究依托行业协会成立党委或党总支，已成立的予以登记。
// remedy_en: "Nothing need be wrong: consider founding one with the association, or record the one there is."
// severity: info
// population: trades
// parameters: [association_suggestion]
MATCH (t:Trade)<-[f:IN_TRADE]-(o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE f.main = true AND known(f) AND in_force(f)
  AND current(c) AND in_force(c)
  AND told(o.kind) <> 'association'
WITH t, count(DISTINCT o.id) AS organizations
WHERE organizations >= $association_suggestion
MATCH (t)<-[s:SERVES_TRADE]-(a:Organization)
WHERE told(a.kind) = 'association' AND known(s) AND in_force(s)
  AND alive(a)
OPTIONAL MATCH (a)<-[h:HOSTED_BY]-(p:PartyOrganization)
WHERE told(p.kind) IN ['committee', 'general_branch']
  AND known(h) AND in_force(h)
  AND alive(p)
OPTIONAL MATCH (p)-[own:ACTS_IN]->(:Region)
WHERE known(own) AND in_force(own)
OPTIONAL MATCH (a)-[its:ACTS_IN]->(:Region)
WHERE known(its) AND in_force(its)
WITH t, organizations, min(a.id) AS association,
     sum(CASE WHEN p IS NOT NULL AND (own IS NOT NULL OR its IS NOT NULL) THEN 1 ELSE 0 END) AS acting
WHERE acting = 0
RETURN t.id AS id, 'Trade' AS label, {name: told(t.name), organizations: organizations, association: association} AS detail
