// title: 图中已有的上报数
// title_en: The reported figures that the graph holds from this source
// params: {source: id of the source}
// returns: [properties]
MATCH (e:ReportedFigure)
WHERE e.source = $source
RETURN properties(e) AS properties
ORDER BY e.id
