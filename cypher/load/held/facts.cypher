// title: 图中已有的、出自本来源的事实
// title_en: The facts that the graph holds from this source, of some subjects
// params: {source: id of the source}
// variants: nodes
// returns: [subjects, types, ends, labels, properties]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})-[f:SUPERVISED_BY|AFFILIATED_TO|APPROVED_BY|REGISTERED_WITH|LOCATED_IN|ACTS_IN|PART_OF|IN_TRADE|SUPERVISES_TRADE|MEMBER_OF|HEAD_OFFICE|SERVES_TRADE|HOSTED_BY|COVERS|SUBORDINATE_TO|CONSULTED|DECIDED|FULFILLED|TOOK_PART|IDENTIFIED_BY]->(end)
WHERE f.source = $source
RETURN collect(n.id) AS subjects, collect(type(f)) AS types, collect(end.id) AS ends, collect(labels(end)[0]) AS labels,
       collect(properties(f)) AS properties
