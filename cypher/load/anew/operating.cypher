// title: 一些组织的运营说明成列
// title_en: What sources that nobody has retracted say of whether some organisations operate, as lists
// returns: [subject, id, operates, valid_from, valid_to, source_rank]
UNWIND $rows AS key
MATCH (o:Organization {id: key})-[:HAS_STATEMENT]->(s:Statement)
WHERE s.attribute = 'operating' AND known(s)
OPTIONAL MATCH (source:Source {id: s.source})
WITH o, s, coalesce(source.rank, 0) AS source_rank
RETURN collect(o.id) AS subject, collect(s.id) AS id, collect(s.value = 'true') AS operates,
       collect(s.valid_from) AS valid_from, collect(s.valid_to) AS valid_to, collect(source_rank) AS source_rank
