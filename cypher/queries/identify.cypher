// title: 标识所指
// title_en: What an id or any identifier names
// params:
//   names: the text as given and as normalised
// returns: [id, label]
UNWIND $names AS name
MATCH (n:Organization {id: name})
WHERE known(n) AND coalesce(told(n.closed), '') <> '0001-01-01' // of whom nothing is told any more
RETURN n.id AS id, 'Organization' AS label
UNION
UNWIND $names AS name
MATCH (n:PartyOrganization {id: name})
WHERE known(n)
RETURN n.id AS id, 'PartyOrganization' AS label
UNION
UNWIND $names AS name
MATCH (i:Identifier {value: name})<-[f:IDENTIFIED_BY]-(n:Organization)
WHERE known(f)
RETURN n.id AS id, 'Organization' AS label
UNION
UNWIND $names AS name
MATCH (i:Identifier {value: name})<-[f:IDENTIFIED_BY]-(n:PartyOrganization)
WHERE known(f)
RETURN n.id AS id, 'PartyOrganization' AS label
UNION
UNWIND $names AS name
MATCH (i:Identifier {id: name})<-[f:IDENTIFIED_BY]-(n:Organization)
WHERE known(f)
RETURN n.id AS id, 'Organization' AS label
UNION
UNWIND $names AS name
MATCH (i:Identifier {id: name})<-[f:IDENTIFIED_BY]-(n:PartyOrganization)
WHERE known(f)
RETURN n.id AS id, 'PartyOrganization' AS label
