// title: 党员数骤降
// title_en: "Members fell sharply"
// summary: 正式党员数不到前一份人数的十分之一（默认），多为漏填一位数字或误填为零。
// summary_en: "The full members are a tenth of those of the headcount before, or fewer (a default): a digit is missing, most often, or a zero stands for a blank."
// remedy: 核对两份人数，更正有误的一份后重新载入。
// remedy_en: "Compare both headcounts, correct the one that is wrong, load it again."
// severity: warning
// population: organizations
// parameters: [members_drop]
MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage)
WHERE current(c) AND in_force(c)
  AND alive(o) AND c.members_full_bound = 'exact'
MATCH (o)-[:HAS_HEADCOUNT]->(some:Headcount)
WHERE some.members_full >= $members_drop AND c.members_full * $members_drop <= some.members_full
WITH DISTINCT o, c // few: the headcounts of these alone are put in order
MATCH (o)-[:HAS_HEADCOUNT]->(h:Headcount)
WHERE known(h) AND (h.id = c.headcount OR h.members_full IS NOT NULL)
WITH o, c, h, h.id = c.headcount AS now, CASE size(h.date) WHEN 4 THEN h.date + '-12-31' WHEN 7 THEN h.date + '-31' ELSE h.date END AS day
ORDER BY day, h.source_rank, h.source
WITH o, c, collect({day: day, date: h.date, members: h.members_full, now: now}) AS every
WITH o, head([x IN every WHERE x.now]) AS now, every
WITH o, now, last([x IN every WHERE x.day < now.day]) AS before
WHERE before.members >= $members_drop AND now.members * $members_drop <= before.members
RETURN o.id AS id, 'Organization' AS label,
       {name: told(o.name), date: now.date, members_full: now.members, before: before.date, members_full_before: before.members} AS detail
ORDER BY id
