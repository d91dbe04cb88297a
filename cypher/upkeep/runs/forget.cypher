// title: 试行的批次不留
// title_en: Takes away runs that were only tried, and what is kept of their rows
// returns: [undone]
UNWIND $rows AS row
MATCH (r:Run {id: row.id})
OPTIONAL MATCH (rejected:Reject {run: row.id})
OPTIONAL MATCH (outcome:Outcome {run: row.id})
DETACH DELETE rejected, outcome, r
RETURN count(DISTINCT row.id) AS undone
