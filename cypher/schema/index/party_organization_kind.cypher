// title: 按类别查找党组织
// title_en: Party organisations by kind
CREATE INDEX IF NOT EXISTS FOR (n:PartyOrganization) ON (n.kind)
