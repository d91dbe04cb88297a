// title: 在所查版本时已记录
// title_en: Recorded at the revision that the statement itself has looked up, as its own `revision`
coalesce(x.recorded, 0) <= revision
