// title: 应建未建
// title_en: "Must have built, has not"
// summary: 正式党员三名以上而未建立党组织。
// summary_en: "At least three full members, and no Party organisation."
// remedy: 单独或联合组建党支部，或先派党建工作指导员。
// remedy_en: "Found a branch, alone or jointly, or send an instructor first."
// severity: warning
// population: organizations
MATCH (c:Coverage)<-[:HAS_COVERAGE]-(o:Organization)
WHERE c.class = 'uncovered_must' AND current(c) AND in_force(c)
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), members_full: c.members_full, since: c.severity_since} AS detail
