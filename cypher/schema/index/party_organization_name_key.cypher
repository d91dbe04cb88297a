// title: 按名称键查找党组织
// title_en: Party organisations by matching key
CREATE INDEX IF NOT EXISTS FOR (n:PartyOrganization) ON (n.name_key)
