// title: 登记早于成立
// title_en: "A fact older than its organisation"
// summary: 登记、主管、挂靠、住所、入会、总部、所在、覆盖或隶属关系的起始早于组织成立，两个日期中至少有一个有误。批准可以早于成立，不在此列。
// summary_en: "A registration, supervision, affiliation, seat, membership, head office, host, coverage or superior begins before its organisation was founded: one of the two dates is wrong. An approval may come first, and is left out."
// remedy: 核对成立日期与该关系的起始日期，更正后重新载入。
// remedy_en: "Compare the founding with the start of the fact, correct one of them, load it again."
// severity: warning
// population: facts
CALL () {
  MATCH (o:Organization)-[f:REGISTERED_WITH|SUPERVISED_BY|AFFILIATED_TO|LOCATED_IN|MEMBER_OF|HEAD_OFFICE]->()
  WHERE known(f)
  WITH o, f, told(o.founded) AS founded
  WHERE begins_early(f)
  RETURN o.id AS id, 'Organization' AS label, told(o.name) AS name, founded AS founded, type(f) + ' ' + f.valid_from AS fact
  UNION ALL
  MATCH (p:PartyOrganization)-[f:HOSTED_BY|COVERS|SUBORDINATE_TO]->()
  WHERE known(f)
  WITH p, f, told(p.founded) AS founded
  WHERE begins_early(f)
  RETURN p.id AS id, 'PartyOrganization' AS label, told(p.name) AS name, founded AS founded, type(f) + ' ' + f.valid_from AS fact
}
WITH id, label, name, founded, fact ORDER BY fact
WITH id, label, name, founded, collect(DISTINCT fact) AS facts
RETURN id AS id, label AS label, {name: name, founded: founded, facts: facts} AS detail
ORDER BY id, label
