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
  WHERE told(n.closed) < told(n.founded) AND NOT told(n.founded) STARTS WITH told(n.closed)
  RETURN n.id AS id, 'Organization' AS label, told(n.name) AS name, {type: 'life', id: null, from: told(n.founded), to: told(n.closed)} AS period
  UNION ALL
  MATCH (n:PartyOrganization)
  WHERE told(n.closed) < told(n.founded) AND NOT told(n.founded) STARTS WITH told(n.closed)
  RETURN n.id AS id, 'PartyOrganization' AS label, told(n.name) AS name, {type: 'life', id: null, from: told(n.founded), to: told(n.closed)} AS period
  UNION ALL
  MATCH (n:Region)
  WHERE told(n.closed) < told(n.founded) AND NOT told(n.founded) STARTS WITH told(n.closed)
  RETURN n.id AS id, 'Region' AS label, told(n.name) AS name, {type: 'life', id: null, from: told(n.founded), to: told(n.closed)} AS period
  UNION ALL
  MATCH (n:Organization)-[f:SUPERVISED_BY|AFFILIATED_TO|APPROVED_BY|REGISTERED_WITH|LOCATED_IN|ACTS_IN|IN_TRADE|SUPERVISES_TRADE|MEMBER_OF|HEAD_OFFICE|SERVES_TRADE|CONSULTED|DECIDED|IDENTIFIED_BY]->(m)
  WHERE reversed(f) AND known(f)
  RETURN n.id AS id, 'Organization' AS label, told(n.name) AS name, {type: type(f), id: f.id, from: f.valid_from, to: until(f)} AS period
  UNION ALL
  MATCH (n:PartyOrganization)-[f:ACTS_IN|HOSTED_BY|COVERS|SUBORDINATE_TO|DECIDED|FULFILLED|TOOK_PART|IDENTIFIED_BY]->(m)
  WHERE reversed(f) AND known(f)
  RETURN n.id AS id, 'PartyOrganization' AS label, told(n.name) AS name, {type: type(f), id: f.id, from: f.valid_from, to: until(f)} AS period
  UNION ALL
  MATCH (n:Region)-[f:PART_OF]->(m:Region)
  WHERE reversed(f) AND known(f)
  RETURN n.id AS id, 'Region' AS label, told(n.name) AS name, {type: type(f), id: f.id, from: f.valid_from, to: until(f)} AS period
  UNION ALL
  MATCH (n:Organization)-[:HAS_STATEMENT]->(s:Statement)
  WHERE reversed(s) AND known(s)
  RETURN n.id AS id, 'Organization' AS label, told(n.name) AS name, {type: 'HAS_STATEMENT', id: s.id, from: s.valid_from, to: until(s)} AS period
  UNION ALL
  MATCH (n:PartyOrganization)-[:HAS_STATEMENT]->(s:Statement)
  WHERE reversed(s) AND known(s)
  RETURN n.id AS id, 'PartyOrganization' AS label, told(n.name) AS name, {type: 'HAS_STATEMENT', id: s.id, from: s.valid_from, to: until(s)} AS period
}
WITH id, label, name, period ORDER BY period.type, coalesce(period.id, '')
WITH id, label, name, collect(period) AS periods
RETURN id AS id, label AS label, {name: name, periods: periods} AS detail
ORDER BY id, label
