// title: 起止日期颠倒
// title_en: A period reversed
// summary: 终止早于起始的事实在任何一天都不成立，等于没有登记，责任链和覆盖情况都会缺少它。
// summary_en: "A fact that ends before it begins holds on no day: it is as if it were not recorded."
// remedy: 核对原始登记，更正起始或终止日期后重新载入。
// remedy_en: Compare with the original registration, correct the start or the end, load again.
// severity: warning
// population: facts
CALL () {
  MATCH (n:Organization)
  WHERE n.closed < n.founded AND NOT n.founded STARTS WITH n.closed
  RETURN n.id AS id, 'Organization' AS label, n.name AS name, {type: 'life', id: null, from: n.founded, to: n.closed} AS period
  UNION ALL
  MATCH (n:PartyOrganization)
  WHERE n.closed < n.founded AND NOT n.founded STARTS WITH n.closed
  RETURN n.id AS id, 'PartyOrganization' AS label, n.name AS name, {type: 'life', id: null, from: n.founded, to: n.closed} AS period
  UNION ALL
  MATCH (n:Region)
  WHERE n.closed < n.founded AND NOT n.founded STARTS WITH n.closed
  RETURN n.id AS id, 'Region' AS label, n.name AS name, {type: 'life', id: null, from: n.founded, to: n.closed} AS period
  UNION ALL
  MATCH (n:Organization)-[f:SUPERVISED_BY|AFFILIATED_TO|APPROVED_BY|REGISTERED_WITH|LOCATED_IN|ACTS_IN|IN_TRADE|SUPERVISES_TRADE|MEMBER_OF|HEAD_OFFICE|SERVES_TRADE|CONSULTED|DECIDED|IDENTIFIED_BY]->(m)
  WHERE f.valid_to < f.valid_from AND NOT f.valid_from STARTS WITH f.valid_to AND known(f)
  RETURN n.id AS id, 'Organization' AS label, n.name AS name, {type: type(f), id: f.id, from: f.valid_from, to: f.valid_to} AS period
  UNION ALL
  MATCH (n:PartyOrganization)-[f:ACTS_IN|HOSTED_BY|COVERS|SUBORDINATE_TO|DECIDED|IDENTIFIED_BY]->(m)
  WHERE f.valid_to < f.valid_from AND NOT f.valid_from STARTS WITH f.valid_to AND known(f)
  RETURN n.id AS id, 'PartyOrganization' AS label, n.name AS name, {type: type(f), id: f.id, from: f.valid_from, to: f.valid_to} AS period
  UNION ALL
  MATCH (n:Region)-[f:PART_OF]->(m:Region)
  WHERE f.valid_to < f.valid_from AND NOT f.valid_from STARTS WITH f.valid_to AND known(f)
  RETURN n.id AS id, 'Region' AS label, n.name AS name, {type: type(f), id: f.id, from: f.valid_from, to: f.valid_to} AS period
  UNION ALL
  MATCH (n:Organization)-[:HAS_STATEMENT]->(s:Statement)
  WHERE s.valid_to < s.valid_from AND NOT s.valid_from STARTS WITH s.valid_to AND known(s)
  RETURN n.id AS id, 'Organization' AS label, n.name AS name, {type: 'HAS_STATEMENT', id: s.id, from: s.valid_from, to: s.valid_to} AS period
  UNION ALL
  MATCH (n:PartyOrganization)-[:HAS_STATEMENT]->(s:Statement)
  WHERE s.valid_to < s.valid_from AND NOT s.valid_from STARTS WITH s.valid_to AND known(s)
  RETURN n.id AS id, 'PartyOrganization' AS label, n.name AS name, {type: 'HAS_STATEMENT', id: s.id, from: s.valid_from, to: s.valid_to} AS period
}
WITH id, label, name, period ORDER BY period.type, coalesce(period.id, '')
WITH id, label, name, collect(period) AS periods
RETURN id AS id, label AS label, {name: name, periods: periods} AS detail
ORDER BY id, label
