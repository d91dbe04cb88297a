// title: 按标识的值查找，不问类别
// title_en: Whose identifier it is, whatever its scheme
// variants: nodes
// returns: [keys, ids]
UNWIND $rows AS key
MATCH (i:Identifier {value: key})<-[f:IDENTIFIED_BY]-(n:LABEL)
WHERE known(f)
RETURN collect(key) AS keys, collect(n.id) AS ids
