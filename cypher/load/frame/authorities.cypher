// title: 登记机关表
// title_en: The table of registering authorities
// returns: [organization, name, value, level, region]
MATCH (i:Identifier {scheme: 'authority'})<-[f:IDENTIFIED_BY]-(o:Organization)
WHERE known(f)
OPTIONAL MATCH (o)-[acts:ACTS_IN]->(r:Region)
WHERE known(acts)
RETURN o.id AS organization, o.name AS name, i.value AS value, f.level AS level, min(r.id) AS region
ORDER BY organization, value
