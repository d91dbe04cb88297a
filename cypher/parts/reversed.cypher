// title: 先终后始
// title_en: It ends before it begins, as known
until(x) < x.valid_from AND NOT x.valid_from STARTS WITH until(x)
