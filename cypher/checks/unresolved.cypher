// title: 无人负责
// title_en: "Nobody answers"
// summary: 存续且属统计范围的组织，没有任何规则或决定确定责任主体。“行政上无上级，但党组织不能无上级”。
// summary_en: "No rule and no decision names a LEAD for an organisation in force: administratively without a superior, but never without a Party superior."
// remedy: 补录批准、登记、主管或挂靠关系，或作出书面决定。
// remedy_en: "Load its approval, registration, supervision or affiliation, or record a decision."
// severity: severe
// population: organizations
// twin: "the referee of the tests answers the same question from the records"
MATCH (o:Organization)
WHERE o.kind <> 'supervising_unit' AND coalesce(o.founded, '') <= $as_of AND $as_of < coalesce(o.closed, '9999-12-31')
  AND NOT EXISTS { MATCH (o)-[lead:LEAD]->() WHERE lead.retired_run IS NULL AND lead.valid_from <= $as_of AND $as_of < lead.valid_to }
OPTIONAL MATCH (o)-[seat:SEAT]->(place:Region)
WHERE seat.retired_run IS NULL AND seat.valid_from <= $as_of AND $as_of < seat.valid_to
// a place is asked once who acts in it, not once for each that stands there
WITH place, collect({id: o.id, name: o.name}) AS standing
OPTIONAL MATCH (place)-[:PART_OF*0..1]->(region:Region)<-[acts:ACTS_IN]-(p:PartyOrganization {territorial: true})
WHERE acts.retracted_run IS NULL AND acts.valid_from <= $as_of AND $as_of < acts.valid_to AND region.rank IN ['street', 'district']
WITH place, head(collect(standing)) AS standing, collect(DISTINCT p.id) AS candidates
UNWIND standing AS one
WITH one.id AS id, one.name AS name, candidates // what is ordered next must not carry the list in every row
RETURN id AS id, 'Organization' AS label, {name: name, candidates: candidates} AS detail
ORDER BY id
