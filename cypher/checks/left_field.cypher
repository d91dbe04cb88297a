// title: 已离开本领域
// title_en: "Left the field"
// summary: 登记显示该组织已迁往其他城市或不再属于本领域的行业；自该日起不计入统计，责任链随之终止。
// summary_en: "Its registration now names another city, or a trade outside this field: out of the population since then, its links ended."
// remedy: 核对其去向；仍在本市本领域的，更正登记后重新载入。
// remedy_en: "See where it went; where it still belongs here, correct the registration and load it again."
// severity: warning
// population: organizations
MATCH (o:Organization)
WHERE known(o) AND told(o.left) IN ['other_city', 'plain_company'] AND told(o.closed) <= $as_of
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), reason: told(o.left), since: told(o.closed)} AS detail
ORDER BY id
