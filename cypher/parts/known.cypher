// title: 当时已知且未被撤回
// title_en: A node, fact or dated value that was recorded and not retracted at the revision known
recorded(x) AND not_yet(x.retracted)
