// title: 指向某些节点的事实
// title_en: Facts that lead to nodes, and who says them
// variants: nodes
// returns: [id, type, label, subject, end, source, run, file, sheet, row]
UNWIND $rows AS key
MATCH (n:LABEL {id: key})<-[f:SUPERVISED_BY|AFFILIATED_TO|APPROVED_BY|REGISTERED_WITH|LOCATED_IN|ACTS_IN|PART_OF|IN_TRADE|SUPERVISES_TRADE|MEMBER_OF|HEAD_OFFICE|SERVES_TRADE|HOSTED_BY|COVERS|SUBORDINATE_TO|CONSULTED|DECIDED|FULFILLED|TOOK_PART]-(s)
WHERE known(f)
RETURN f.id AS id, type(f) AS type, labels(s)[0] AS label, s.id AS subject, n.id AS end, f.source AS source, f.recorded_run AS run,
       f.file AS file, f.sheet AS sheet, f.row AS row
ORDER BY id
