// title: 历届任期
// title_en: Elections of a Party organisation and the terms that they began
// params:
//   id: the Party organisation
// returns: [elected, until, assumed_end, source, run]
MATCH (p:PartyOrganization {id: $id})-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'election' AND known(s)
RETURN s.value AS elected, until(s) AS until, s.assumed_end AS assumed_end, s.source AS source, s.recorded_run AS run
ORDER BY elected
