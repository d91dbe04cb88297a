// title: 职责
// title_en: The duties of Party organisations as the graph has them
// returns: [id, name, name_en, sentence]
MATCH (d:Duty)
WHERE recorded(d)
RETURN d.id AS id, d.name AS name, d.name_en AS name_en, d.sentence AS sentence
ORDER BY id
