// title: 已有主行业的组织
// title_en: Of some organisations those whose main trade some source tells, without an end
// returns: [subject]
UNWIND $rows AS key
MATCH (o:Organization {id: key})-[f:IN_TRADE {main: true}]->(:Trade)
WHERE known(f) AND open_ended(f)
RETURN DISTINCT o.id AS subject
ORDER BY subject
