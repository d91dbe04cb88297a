// title: 接续前一段
// title_en: Its candidate has held before, on other evidence
x.since < x.valid_from
