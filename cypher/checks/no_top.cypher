// title: 市委党组织不唯一
// title_en: "No one top"
// summary: 没有或有几个活动区域为全市的属地党委（工委不算），责任链没有唯一的终点。
// summary_en: "None or several territorial committees (a work committee is none) act in the city, so that chains have no one end."
// remedy: 登记中共市委为属地党组织，活动区域为全市，只此一个。
// remedy_en: "Record the city committee, and only it, as territorial and acting in the city."
// severity: severe
// population: graph
OPTIONAL MATCH (p:PartyOrganization)-[acts:ACTS_IN]->(city:Region {id: $city})
WHERE told(p.kind) = 'committee' AND flagged(p.territorial) AND known(acts) AND in_force(acts)
  AND alive(p)
WITH collect(DISTINCT p.id) AS tops
WHERE size(tops) <> 1
RETURN 'zuzhitu' AS id, 'Graph' AS label, {tops: tops} AS detail
