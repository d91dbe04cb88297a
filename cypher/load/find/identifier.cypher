// title: 按标识查找
// title_en: Whose identifier it is
// variants: nodes
// returns: [keys, ids]
UNWIND $rows AS key
MATCH (i:Identifier {id: key})<-[f:IDENTIFIED_BY]-(n:LABEL)
WHERE known(f)
RETURN collect(key) AS keys, collect(n.id) AS ids
