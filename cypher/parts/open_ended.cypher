// title: 未终止
// title_en: No end of it was ever stated
x.valid_to = '9999-12-31'
