// title: 职责没有佐证
// title_en: "A duty without evidence"
// summary: 报送过履职情况的党组织，上一个完整年度的六项职责中有的没有记载，或有记载而没有佐证材料。该年度以前从未报送过的不在此列。
// summary_en: "A Party organisation that has reported its duties: for the last whole year some of the six are not reported, or reported without a document. One that had reported none by then is left out."
// remedy: 补报该年度缺少的职责及其佐证材料。
// remedy_en: "Report the missing duties of that year, with the documents that show them."
// severity: info
// population: party_organizations
WITH toInteger(left($as_of, 4)) - CASE right($as_of, 5) WHEN '12-31' THEN 0 ELSE 1 END AS year
MATCH (p:PartyOrganization)-[r:FULFILLED]->(:Duty)
WHERE known(r) AND r.valid_from < toString(year + 1)
  AND alive(p)
WITH DISTINCT p, year
OPTIONAL MATCH (p)-[f:FULFILLED]->(d:Duty)
WHERE known(f) AND f.valid_from < toString(year + 1) AND until(f) > toString(year) + '-01-01'
WITH p, year, collect(DISTINCT d.id) AS reported, collect(DISTINCT CASE WHEN f.document IS NOT NULL THEN d.id END) AS shown
MATCH (duty:Duty)
WITH p, year, reported, shown, duty.id AS duty ORDER BY duty
WITH p, year, collect(CASE WHEN NOT duty IN reported THEN duty END) AS missing,
     collect(CASE WHEN duty IN reported AND NOT duty IN shown THEN duty END) AS undocumented
WHERE size(missing) + size(undocumented) > 0
RETURN p.id AS id, 'PartyOrganization' AS label,
       {name: told(p.name), year: year, missing: missing, undocumented: undocumented} AS detail
ORDER BY id
