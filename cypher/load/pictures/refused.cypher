// title: 各批次退回的行的内容
// title_en: The cells of the rows that runs refused
// returns: [run, cells]
UNWIND $rows AS key
MATCH (r:Reject {run: key})
RETURN key AS run, collect(r.cells) AS cells
