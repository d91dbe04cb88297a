// title: 退回的行
// title_en: Refused rows of a run, and how many there are
// params:
//   run: the run
//   after_key: place before the page
//   after: id before the page
//   limit: size of the page
// returns: [total, page]
MATCH (r:Reject {run: $run})
WITH r.id AS id, r.file + ' ' + coalesce(r.sheet, '') + ' ' + right('0000000000' + toString(coalesce(r.row, 0)), 10) AS key
ORDER BY key, id
WITH collect([key, id]) AS found
RETURN size(found) AS total,
       [x IN found WHERE x[0] > $after_key OR (x[0] = $after_key AND x[1] > $after)][0..$limit] AS page
