// title: 已从登记中消失
// title_en: "Gone from its register"
// summary: 声明为完整的来源不再列有该组织，而没有注销记载；自该日起不计入统计。
// summary_en: "A source declared complete lists it no more, and nobody says that it was dissolved: out of the population since then."
// remedy: 向登记管理机关核实：已注销的补录注销日期，漏报的补报后重新载入。
// remedy_en: "Ask the registering authority: state the date where it was dissolved; where it was left out, load it again."
// severity: warning
// population: organizations
MATCH (o:Organization)
WHERE known(o) AND told(o.left) = 'register' AND told(o.closed) <= $as_of
RETURN o.id AS id, 'Organization' AS label, {name: told(o.name), since: told(o.closed)} AS detail
ORDER BY id
