// title: 区划不归属本市
// title_en: "A region that hangs under nothing"
// summary: 有效的区划沿上级追溯不到本市；设在其中的组织不计入任何上级区划，各区之和小于全市。
// summary_en: "Whoever follows a valid region upwards does not come to the city: organisations in it are counted in no region above, so that the parts sum to less than the whole."
// remedy: 在区划表中填写其上级代码。
// remedy_en: "State its parent in the table of regions."
// severity: warning
// population: regions
MATCH (r:Region)
WHERE alive(r) AND r.id <> $city AND told(r.rank) <> 'province'
OPTIONAL MATCH path = (r)-[:PART_OF*1..4]->(c:Region)
WHERE c.id = $city AND all(f IN relationships(path) WHERE known(f) AND in_force(f))
WITH r, count(path) AS ways
WHERE ways = 0
RETURN r.id AS id, 'Region' AS label, {name: told(r.name), rank: told(r.rank)} AS detail
ORDER BY id
