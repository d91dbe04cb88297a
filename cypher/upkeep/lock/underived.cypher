// title: 标明事实已变而归属尚未推导
// title_en: Says whether facts have changed that nothing was derived from yet
// params: {underived: boolean}
// returns: [underived]
MATCH (g:Graph {id: 'zuzhitu'})
SET g.underived = $underived
RETURN g.underived AS underived
