// title: 当时推导出
// title_en: A derived link or coverage interval that was derived at the revision known
recorded(x) AND $known < coalesce(x.retired, CASE WHEN x.retired_run IS NULL THEN 1000000000 ELSE 0 END)
