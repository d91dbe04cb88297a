// title: 当时未消除
// title_en: A finding that was open at the revision known
recorded(x) AND not_yet(x.resolved)
