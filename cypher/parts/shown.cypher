// title: 当时所记的值，无则为空
// title_en: As told, and null where nothing was
CASE WHEN told(x.said) IN ['', '9999-12-31'] THEN null ELSE told(x.said) END
