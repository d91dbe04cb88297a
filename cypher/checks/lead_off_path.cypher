// title: 责任主体不在链上
// title_en: "LEAD is not on the path"
// summary: 责任主体的党组织不在本组织的隶属链上（例如区级责任主体之上是市级协会，或由联合党组织覆盖）。
// summary_en: "The Party organisation of the LEAD is not on the organisation's path (a municipal association above a district lead, a joint branch elsewhere)."
// remedy: 无须更正；两者各自负责，需要统一时作出决定。
// remedy_en: "Nothing need be wrong: both answer, each for its part; a decision settles it where one should."
// severity: info
// population: organizations
// twin: "the referee of the tests answers the same question from the records"
MATCH (o:Organization)-[lead:LEAD]->(unit:Organization)
WHERE lead.retired_run IS NULL AND lead.valid_from <= $as_of AND $as_of < lead.valid_to
  AND coalesce(o.founded, '') <= $as_of AND $as_of < coalesce(o.closed, '9999-12-31')
  AND NOT EXISTS {
    MATCH (o)<-[c:COVERS]-(p:PartyOrganization)-[a:SUPERIOR*0..6]->(m:PartyOrganization)-[b:SUBORDINATE_TO*0..4]->(q:PartyOrganization)-[h:HOSTED_BY]->(unit)
    WHERE c.retracted_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to
      AND h.retracted_run IS NULL AND h.valid_from <= $as_of AND $as_of < h.valid_to
      AND all(x IN a WHERE x.retired_run IS NULL AND x.valid_from <= $as_of AND $as_of < x.valid_to)
      AND all(x IN b WHERE x.retracted_run IS NULL AND x.valid_from <= $as_of AND $as_of < x.valid_to)
  }
  AND (EXISTS { MATCH (o)<-[c:COVERS]-(p:PartyOrganization) WHERE c.retracted_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to }
    OR NOT EXISTS {
    MATCH (o)-[s:SUPERIOR]->(p:PartyOrganization)-[a:SUPERIOR*0..6]->(m:PartyOrganization)-[b:SUBORDINATE_TO*0..4]->(q:PartyOrganization)-[h:HOSTED_BY]->(unit)
    WHERE s.retired_run IS NULL AND s.valid_from <= $as_of AND $as_of < s.valid_to
      AND h.retracted_run IS NULL AND h.valid_from <= $as_of AND $as_of < h.valid_to
      AND all(x IN a WHERE x.retired_run IS NULL AND x.valid_from <= $as_of AND $as_of < x.valid_to)
      AND all(x IN b WHERE x.retracted_run IS NULL AND x.valid_from <= $as_of AND $as_of < x.valid_to)
  })
  AND EXISTS { MATCH (o)-[s:SUPERIOR]->(:PartyOrganization) WHERE s.retired_run IS NULL AND s.valid_from <= $as_of AND $as_of < s.valid_to }
RETURN o.id AS id, 'Organization' AS label, {name: o.name, lead: unit.id} AS detail
