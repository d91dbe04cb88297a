// title: 当时记为是
// title_en: What the revision known told of a yes or no of a node; no where it told nothing
coalesce(toString(told(x.said)), 'false') = 'true'
