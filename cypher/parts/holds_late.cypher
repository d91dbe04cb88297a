// title: 月、年按其末日解读时当日有效
// title_en: It holds on the day of the picture if the months and years that bound it mean their last day, and is an interval at all
x.valid_from <= $as_of AND NOT x.valid_from IN $late AND ($as_of < until(x) OR until(x) IN $late)
AND left(x.valid_from + '-01-01', 10) < left(until(x) + '-01-01', 10)
