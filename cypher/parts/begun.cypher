// title: 当日已开始
// title_en: It has begun by the day of the picture, whether it still holds or not
x.valid_from <= $as_of
