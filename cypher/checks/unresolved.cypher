// title: 无人负责
// title_en: "Nobody answers"
// summary: 存续且属统计范围的组织，没有任何规则或决定确定责任主体。“行政上无上级，但党组织不能无上级”。
// summary_en: "No rule and no decision names a lead for an organisation in force: administratively without a superior, but never without a Party superior."
// remedy: 补录批准、登记、主管或挂靠关系，或作出书面决定。
// remedy_en: "Load its approval, registration, supervision or affiliation, or record a decision."
// severity: severe
// population: organizations
MATCH (o:Organization)
WHERE o.kind <> 'supervising_unit' AND alive(o)
  AND NOT EXISTS { MATCH (o)-[lead:LEAD]->() WHERE current(lead) AND in_force(lead) }
OPTIONAL MATCH (o)-[seat:SEAT]->(place:Region)
WHERE current(seat) AND in_force(seat)
// a place is asked once who acts in it, not once for each that stands there
WITH place, collect({id: o.id, name: told(o.name)}) AS standing
OPTIONAL MATCH (place)-[part:PART_OF*0..1]->(region:Region)<-[acts:ACTS_IN]-(p:PartyOrganization)
WHERE all(x IN part WHERE known(x) AND in_force(x)) AND known(acts) AND in_force(acts)
  AND flagged(p.territorial) AND alive(p) AND told(region.rank) IN ['street', 'district']
WITH place, standing, toString(coalesce(toInteger(told(region.depth)), 0)) AS depth, p.id AS territorial
// the nearest, as a chain names them
WITH place, head(collect(standing)) AS standing, max(depth) AS nearest, collect(DISTINCT depth + ' ' + territorial) AS found
WITH standing, [one IN found WHERE one STARTS WITH nearest + ' ' | substring(one, size(nearest) + 1)] AS candidates
UNWIND standing AS one
WITH one.id AS id, told(one.name) AS name, candidates // what is ordered next must not carry the list in every row
RETURN id AS id, 'Organization' AS label, {name: name, candidates: candidates} AS detail
ORDER BY id
