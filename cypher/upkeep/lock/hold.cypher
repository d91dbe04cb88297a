// title: 确认仍占用本图
// title_en: Whether the run still holds the graph, and whether its batch was written before
// params: {fence: the number that the run got with the lock, batch: number of the batch}
// returns: [counted, note]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.touched = coalesce(g.touched, 0) + 1
WITH g
WHERE g.fence = $fence
WITH g, coalesce(g.batch, 0) >= $batch AS counted, g.note AS note
SET g.batch = CASE WHEN counted THEN g.batch ELSE $batch END
RETURN counted AS counted, note AS note
