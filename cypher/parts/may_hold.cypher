// title: 当日可能有效
// title_en: It holds on the day of the picture in some reading of the months and years that bound it
x.valid_from <= $as_of AND ($as_of < until(x) OR until(x) IN $late)
