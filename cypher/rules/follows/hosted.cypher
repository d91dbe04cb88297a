// title: 所在单位的责任主体
// title_en: Its host's lead
// precedence: 3
MATCH (p)-[:HOST]->(host)
WHERE p.kind <> 'joint_branch'
RETURN p AS subject, host AS holder, 'lead' AS value
