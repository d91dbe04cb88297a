// title: 组织历来的覆盖状态
// title_en: The classes of an organisation over all time
// params:
//   id: the organisation
// returns: [id, class, severity, valid_from, valid_to, headcount, party_organizations, run]
MATCH (o:Organization {id: $id})-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c)
RETURN c.id AS id, c.class AS class, c.severity AS severity, c.valid_from AS valid_from, c.valid_to AS valid_to,
       c.headcount AS headcount, c.party_organizations AS party_organizations, c.derived_run AS run
