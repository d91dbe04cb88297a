// title: 日期另作解读时类别不同
// title_en: The class would be another one on the day of the picture if months and years meant their last day
any(span IN coalesce(x.uncertain_in, []) WHERE left(span, 10) <= $as_of AND $as_of < right(span, 10))
