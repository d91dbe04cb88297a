// title: 当时已知且当日存续
// title_en: The node was known, and exists on the day of the picture
known(x) AND coalesce(told(x.founded), '') <= $as_of AND $as_of < coalesce(ceased(x), '9999-12-31')
