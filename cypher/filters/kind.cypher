// title: 类别
// title_en: kind of organisation
// takes: kinds
// lists: [organizations, uncovered]
// order: 20
told(o.kind) IN $kind
