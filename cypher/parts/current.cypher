// title: 当时推导出
// title_en: A derived link or coverage interval that was derived at the revision known
recorded(x) AND not_yet(x.retired)
