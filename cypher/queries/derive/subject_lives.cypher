// title: 存续期
// title_en: When organisations exist
// params: {subjects: ids of organisations}
// returns: [id, founded, closed]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})
RETURN o.id AS id, o.founded AS founded, o.closed AS closed
