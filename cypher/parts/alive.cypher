// title: 当日存续
// title_en: The node exists on the day of the picture
coalesce(x.founded, '') <= $as_of AND $as_of < coalesce(x.closed, '9999-12-31')
