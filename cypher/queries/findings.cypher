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
MATCH (f:Finding)
WHERE ($checks IS NULL OR f.check IN $checks) AND ($severities IS NULL OR f.severity IN $severities)
  AND ($subject IS NULL OR f.subject = $subject) AND CASE WHEN $day IS NULL THEN unresolved(f) ELSE recorded(f) END
OPTIONAL MATCH (opened:Run {id: f.opened_run})
OPTIONAL MATCH (resolved:Run {id: f.resolved_run})
WITH f, opened, resolved
WHERE $day IS NULL OR (coalesce(opened.as_of, '') <= $day AND (unresolved(f) OR $day < coalesce(resolved.as_of, '')))
WITH f.id AS id, CASE f.severity WHEN 'severe' THEN '0' WHEN 'warning' THEN '1' ELSE '2' END + ' ' + f.check + ' ' + f.subject AS key
ORDER BY key, id
WITH collect([key, id]) AS found
RETURN size(found) AS total,
       [x IN found WHERE x[0] > $after_key OR (x[0] = $after_key AND x[1] > $after)][0..$limit] AS page
