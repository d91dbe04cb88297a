// title: 未被撤回
// title_en: A fact or dated value that nobody has retracted
x.retracted_run IS NULL
