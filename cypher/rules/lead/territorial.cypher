// title: 属地党组织（2003年7月以前）
// title_en: Territorial Party organisation (before July 2003)
// summary: 2003年7月以前，由住所所在街道、其次区市县的属地党组织管理；同一区域内党委先于工委。
// summary_en: "Before July 2003: the Party organisation that acts in the street, else the district, of the seat; a committee before a work committee."
// sentence: 一开始大连市委组织部将其与新经济组织党建工作一起纳入社区党建工作领域之内，由区市县、乡镇街道党组织属地管理。
// sentence_en: At first they belonged, together with the new economic organisations, to community Party work, and were managed by the Party organisations of district, township and street where they stood.
// precedence: 1
// rule_sets: [V0]
MATCH (o)-[t:TERRITORY]->(p)
RETURN o AS subject, p AS holder, [t.rank] AS nearness
