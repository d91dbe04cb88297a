// title: 当时尚未如此
// title_en: At the revision known nobody had said it (a graph from before keeps who said it and no number; it was always said)
$known < coalesce(x.said, CASE WHEN x.said_run IS NULL THEN 1000000000 ELSE 0 END)
