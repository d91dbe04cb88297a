// title: 各批次所述的对象
// title_en: Of whom pictures tell, those of a day and later, with the run and the day by which they are ordered
// params: {since: an as-of or an empty text}
// returns: [id, run, source, at, describes, subjects]
MATCH (p:Picture)
WHERE p.at >= $since AND known(p)
RETURN p.id AS id, p.run AS run, p.source AS source, p.at AS at, p.describes AS describes, p.subjects AS subjects
ORDER BY id
