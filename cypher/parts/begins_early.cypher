// title: 始于成立之前
// title_en: It begins before the founding that the statement itself has looked up, as its own `founded`
x.valid_from > '0001-01-01' AND x.valid_from < founded AND NOT founded STARTS WITH x.valid_from
