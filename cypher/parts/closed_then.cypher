// title: 当日所处一段存续的终止日期，无则为空
// title_en: As `ceased`, and null where nothing was told
CASE WHEN ceased(x) IN ['', '9999-12-31'] THEN null ELSE ceased(x) END
