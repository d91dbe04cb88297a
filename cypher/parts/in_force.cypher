// title: 当日有效
// title_en: It holds on the day of the picture
x.valid_from <= $as_of AND $as_of < until(x)
