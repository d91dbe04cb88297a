// title: 隶属与推导不符
// title_en: "Recorded superior differs from the derived one"
// summary: 登记的隶属党组织与按规则推导的直接上级不同。
// summary_en: "The superior that was recorded and the one that follows are different Party organisations."
// remedy: 核实隶属关系：更正登记，或补录决定。
// remedy_en: "Correct the record, or record the decision behind it."
// severity: warning
// population: party_organizations
MATCH (p:PartyOrganization)-[s:SUPERIOR]->(derived:PartyOrganization)
WHERE current(s) AND in_force(s)
  AND alive(p)
MATCH (p)-[r:SUBORDINATE_TO]->(recorded:PartyOrganization)
WHERE known(r) AND in_force(r) AND recorded.id <> derived.id
WITH p, min(derived.id) AS derived, min(recorded.id) AS recorded
RETURN p.id AS id, 'PartyOrganization' AS label, {name: told(p.name), recorded: recorded, derived: derived} AS detail
