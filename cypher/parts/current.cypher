// title: 仍在推导
// title_en: A derived link or coverage interval that is still derived
x.retired_run IS NULL
