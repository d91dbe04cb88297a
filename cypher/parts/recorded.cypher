// title: 当时已记录
// title_en: Whatever was recorded at the revision known, retracted since or not
coalesce(x.recorded, 0) <= $known
