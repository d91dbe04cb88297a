// title: 当时未消除
// title_en: A finding that was open at the revision known
recorded(x) AND $known < coalesce(x.resolved, CASE WHEN x.resolved_run IS NULL THEN 1000000000 ELSE 0 END)
