// title: 既有决定
// title_en: Recorded decision
// summary: 有效的书面决定优先于各项规则；两份决定以后作出的为准；决定以单位为上级的，指该单位的党组织。
// summary_en: A recorded decision in force goes before the rules; of two the later; a unit decided as superior means its Party organisation.
// sentence: 本项目默认：有记录的决定优先于规则。
// sentence_en: "[D] A recorded decision goes before the rules."
// precedence: 0
// rule_sets: [V0, V1, V2]
MATCH (o)-[d:DECIDED {role: 'lead'}]->(h)
RETURN o AS subject, h AS holder, [0 - day(d.valid_from)] AS nearness
