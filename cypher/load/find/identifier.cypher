// title: 按标识查找
// title_en: Whose identifier it is
// variants: nodes
// returns: [key, id]
UNWIND $rows AS key
MATCH (i:Identifier {id: key})<-[f:IDENTIFIED_BY]-(n:LABEL)
WHERE known(f)
RETURN key AS key, n.id AS id
