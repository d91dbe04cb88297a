// title: 当日所处一段存续的终止日期
// title_en: When the life that the day of the picture falls into ended, as told (who was closed and came back has an interval between, as FROM/TO; several are cut at ;)
coalesce(head([span IN split(coalesce(told(x.away), ''), ';')
  WHERE split(span, '/')[0] <= $as_of AND $as_of < split(span, '/')[1] | split(span, '/')[0]]), told(x.closed))
