// title: 行业协会党组织
// title_en: Party organisation of the trade association
// summary: 主行业有协会党委或党总支、且活动区域相符的，为直接上级；区域不符的，为依托。协会自身除外。
// summary_en: The association Party committee or general branch of the main trade is the superior where its region fits, a support where it does not; never for the association itself.
// sentence: 同一行业数量较多的社会中介组织，依托行业自律管理组织——行业协会，成立行业协会党委或党总支，开展本行业的党建工作。
// sentence_en: Where a trade has many intermediaries, a Party committee or general branch is founded with the trade association, and carries the Party work of the trade.
// settles: [SUPERIOR, SUPPORT]
// precedence: 1
// rule_sets: [V1, V2]
// reads: [LEVEL, SEAT]
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[t:IN_TRADE {main: true}]->(trade:Trade)
WHERE t.retracted_run IS NULL
// a trade has many organisations and few associations: its ways are followed once, not once per organisation
WITH trade, collect({subject: subject, id: t.id, valid_from: t.valid_from, valid_to: t.valid_to}) AS pursuing
MATCH (trade)<-[s:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[host:HOSTED_BY]-(p:PartyOrganization)
WHERE s.retracted_run IS NULL AND host.retracted_run IS NULL AND p.kind IN ['committee', 'general_branch']
OPTIONAL MATCH (p)-[mine:ACTS_IN]->(:Region)
WHERE mine.retracted_run IS NULL
WITH pursuing, trade, s, a, host, p, mine ORDER BY mine.valid_from
WITH trade, s, a, host, p, head(collect(pursuing)) AS pursuing, collect(mine.valid_from) AS mine_from, collect(mine.valid_to) AS mine_to
MATCH (p)-[via:HOSTED_BY*0..1]->(actor)-[acts:ACTS_IN]->(region:Region)
WHERE acts.retracted_run IS NULL
  AND (actor.id = p.id OR actor.id = a.id)
// itself, else its host: the host's region counts in the gaps between the Party organisation's own
UNWIND CASE WHEN actor.id = p.id THEN [0] ELSE range(0, size(mine_from)) END AS gap
WITH *, CASE WHEN actor.id = p.id OR gap = 0 THEN '0001-01-01' ELSE reduce(last = '', x IN mine_to[0..gap] | CASE WHEN x > last THEN x ELSE last END) END AS gap_from,
     CASE WHEN actor.id = p.id OR gap = size(mine_from) THEN '9999-12-31' ELSE mine_from[gap] END AS gap_to
UNWIND pursuing AS t
WITH *, t.subject AS subject
WHERE a.id <> subject
MATCH (o:Organization {id: subject})-[level:LEVEL]->(answering:Region)
WHERE level.retired_run IS NULL
  AND (answering.id = region.id OR (region.id = $city AND (trade.association_scope = 'city_wide' OR trade.id IN $city_wide)))
RETURN 'SUPERIOR' AS role, subject AS subject, p.id AS holder, 'PartyOrganization' AS label, null AS value,
       0 AS rank, [3 - region.depth] AS nearness, false AS provisional,
       [level.valid_from, t.valid_from, s.valid_from, host.valid_from, acts.valid_from, gap_from] AS from_dates,
       [level.valid_to, t.valid_to, s.valid_to, host.valid_to, acts.valid_to, gap_to] AS to_dates,
       level.facts + [subject + '|' + t.id, a.id + '|' + s.id, p.id + '|' + host.id, actor.id + '|' + acts.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[t:IN_TRADE {main: true}]->(trade:Trade)
WHERE t.retracted_run IS NULL
// a trade has many organisations and few associations: its ways are followed once, not once per organisation
WITH trade, collect({subject: subject, id: t.id, valid_from: t.valid_from, valid_to: t.valid_to}) AS pursuing
MATCH (trade)<-[s:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[host:HOSTED_BY]-(p:PartyOrganization)
WHERE s.retracted_run IS NULL AND host.retracted_run IS NULL AND p.kind IN ['committee', 'general_branch']
OPTIONAL MATCH (p)-[mine:ACTS_IN]->(:Region)
WHERE mine.retracted_run IS NULL
WITH pursuing, trade, s, a, host, p, mine ORDER BY mine.valid_from
WITH trade, s, a, host, p, head(collect(pursuing)) AS pursuing, collect(mine.valid_from) AS mine_from, collect(mine.valid_to) AS mine_to
MATCH (p)-[via:HOSTED_BY*0..1]->(actor)-[acts:ACTS_IN]->(region:Region)
WHERE acts.retracted_run IS NULL AND region.id = $city
  AND (actor.id = p.id OR actor.id = a.id)
// itself, else its host: the host's region counts in the gaps between the Party organisation's own
UNWIND CASE WHEN actor.id = p.id THEN [0] ELSE range(0, size(mine_from)) END AS gap
WITH *, CASE WHEN actor.id = p.id OR gap = 0 THEN '0001-01-01' ELSE reduce(last = '', x IN mine_to[0..gap] | CASE WHEN x > last THEN x ELSE last END) END AS gap_from,
     CASE WHEN actor.id = p.id OR gap = size(mine_from) THEN '9999-12-31' ELSE mine_from[gap] END AS gap_to
UNWIND pursuing AS t
WITH *, t.subject AS subject
WHERE a.id <> subject
RETURN 'SUPPORT' AS role, subject AS subject, p.id AS holder, 'PartyOrganization' AS label, null AS value,
       0 AS rank, [3 - region.depth] AS nearness, false AS provisional,
       [t.valid_from, s.valid_from, host.valid_from, acts.valid_from, gap_from] AS from_dates,
       [t.valid_to, s.valid_to, host.valid_to, acts.valid_to, gap_to] AS to_dates,
       [subject + '|' + t.id, a.id + '|' + s.id, p.id + '|' + host.id, actor.id + '|' + acts.id] AS facts
UNION ALL
UNWIND $subjects AS subject
MATCH (o:Organization {id: subject})-[t:IN_TRADE {main: true}]->(trade:Trade)
WHERE t.retracted_run IS NULL
// a trade has many organisations and few associations: its ways are followed once, not once per organisation
WITH trade, collect({subject: subject, id: t.id, valid_from: t.valid_from, valid_to: t.valid_to}) AS pursuing
MATCH (trade)<-[s:SERVES_TRADE]-(a:Organization {kind: 'association'})<-[host:HOSTED_BY]-(p:PartyOrganization)
WHERE s.retracted_run IS NULL AND host.retracted_run IS NULL AND p.kind IN ['committee', 'general_branch']
OPTIONAL MATCH (p)-[mine:ACTS_IN]->(:Region)
WHERE mine.retracted_run IS NULL
WITH pursuing, trade, s, a, host, p, mine ORDER BY mine.valid_from
WITH trade, s, a, host, p, head(collect(pursuing)) AS pursuing, collect(mine.valid_from) AS mine_from, collect(mine.valid_to) AS mine_to
MATCH (p)-[via:HOSTED_BY*0..1]->(actor)-[acts:ACTS_IN]->(region:Region)
WHERE acts.retracted_run IS NULL AND region.id <> $city
  AND (actor.id = p.id OR actor.id = a.id)
// itself, else its host: the host's region counts in the gaps between the Party organisation's own
UNWIND CASE WHEN actor.id = p.id THEN [0] ELSE range(0, size(mine_from)) END AS gap
WITH *, CASE WHEN actor.id = p.id OR gap = 0 THEN '0001-01-01' ELSE reduce(last = '', x IN mine_to[0..gap] | CASE WHEN x > last THEN x ELSE last END) END AS gap_from,
     CASE WHEN actor.id = p.id OR gap = size(mine_from) THEN '9999-12-31' ELSE mine_from[gap] END AS gap_to
UNWIND pursuing AS t
WITH *, t.subject AS subject
WHERE a.id <> subject
MATCH (o:Organization {id: subject})-[seat:SEAT]->(place:Region)-[part:PART_OF*0..3]->(region)
WHERE seat.retired_run IS NULL AND all(x IN part WHERE x.retracted_run IS NULL)
RETURN 'SUPPORT' AS role, subject AS subject, p.id AS holder, 'PartyOrganization' AS label, null AS value,
       0 AS rank, [3 - region.depth] AS nearness, false AS provisional,
       [seat.valid_from, t.valid_from, s.valid_from, host.valid_from, acts.valid_from, gap_from] + [x IN part | x.valid_from] AS from_dates,
       [seat.valid_to, t.valid_to, s.valid_to, host.valid_to, acts.valid_to, gap_to] + [x IN part | x.valid_to] AS to_dates,
       seat.facts + [subject + '|' + t.id, a.id + '|' + s.id, p.id + '|' + host.id, actor.id + '|' + acts.id]
         + [x IN part | startNode(x).id + '|' + x.id] AS facts
