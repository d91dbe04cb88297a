// title: 本来源所述的组织
// title_en: The organisations that a source describes, with when they closed
// params: {source: id of the source}
// returns: [id, closed]
MATCH (o:Organization)
WHERE o.source = $source AND known(o)
RETURN o.id AS id, o.closed AS closed
ORDER BY id
