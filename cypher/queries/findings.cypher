// title: 问题一览
// title_en: Findings that are open, or were on a day, the severe ones first
// params:
//   checks: checks to list, null for all
//   severities: severities to list, null for all
//   subject: the subject, null for all
//   day: a day; null for those open now
//   after_key: sort key before the page
//   after: id before the page
//   limit: size of the page
// returns: [total, page]
OPTIONAL MATCH (r:Run)
WHERE $day IS NOT NULL AND r.as_of > $day
WITH collect(r.id) AS later
// Of a day: what was opened by a run of a later picture was not there yet, what was resolved by one still was.
MATCH (f:Finding)
WHERE ($checks IS NULL OR f.check IN $checks) AND ($severities IS NULL OR f.severity IN $severities)
  AND ($subject IS NULL OR f.subject = $subject) AND CASE WHEN $day IS NULL THEN unresolved(f) ELSE recorded(f) END
  AND NOT coalesce(f.opened_run, '') IN later AND (unresolved(f) OR coalesce(f.resolved_run, '') IN later)
WITH f.id AS id, CASE f.severity WHEN 'severe' THEN '0' WHEN 'warning' THEN '1' ELSE '2' END + ' ' + f.check + ' ' + f.subject AS key
ORDER BY key, id
WITH collect([key, id]) AS found
RETURN size(found) AS total,
       [x IN found WHERE x[0] > $after_key OR (x[0] = $after_key AND x[1] > $after)][0..$limit] AS page
