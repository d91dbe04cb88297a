// title: 运营说明成列
// title_en: What sources that nobody has retracted say of whether organisations operate, as lists of some thousands
// returns: [bucket, subject, id, operates, valid_from, valid_to, source_rank]
MATCH (o:Organization)-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'operating' AND known(s)
OPTIONAL MATCH (source:Source {id: s.source})
WITH right(s.id, 1) AS bucket, o, s, coalesce(source.rank, 0) AS source_rank
RETURN bucket, collect(o.id) AS subject, collect(s.id) AS id, collect(s.value = 'true') AS operates,
       collect(s.valid_from) AS valid_from, collect(s.valid_to) AS valid_to, collect(source_rank) AS source_rank
