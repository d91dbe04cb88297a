// title: 事实自身的内容
// title_en: What a fact says beside its ends and dates, as texts in the order of properties.EVIDENCE (null where it says nothing)
[x.level, toString(x.civil), toString(x.main), x.basis, x.document, x.result, x.role, x.period]
