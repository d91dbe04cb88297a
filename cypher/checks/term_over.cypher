// title: 任期届满未换届
// title_en: "Its term is over"
// summary: 党组织最近一次换届的任期已满，其后没有换届记载；来源未写任期的，按三年推定。从未登记过换届的不在此列，因为无从判断。
// summary_en: "The term of the last election of a Party organisation is over, and none is recorded since. Where the source states no term, three years are assumed. One of which no election was ever recorded is left out, as nobody can tell."
// remedy: 组织换届，或补录已进行的换届；经批准延期的，补录新的届满日期。
// remedy_en: "Hold the election or record the one that was held; where it was put off with approval, record the new end of the term."
// severity: warning
// population: party_organizations
// parameters: [term_years]
MATCH (p:PartyOrganization)-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'election' AND known(s) AND begun(s)
  AND alive(p)
WITH p, s.value AS elected, until(s) AS over, s.assumed_end = true AS assumed ORDER BY over, elected, assumed
WITH p, last(collect({elected: elected, over: over, assumed: assumed})) AS term
WHERE term.over <= $as_of
RETURN p.id AS id, 'PartyOrganization' AS label,
       {name: told(p.name), elected: term.elected, over: term.over, assumed_years: CASE WHEN term.assumed THEN $term_years END} AS detail
ORDER BY id
