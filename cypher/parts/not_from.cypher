// title: 起始日期不同
// title_en: It begins on another day than the one that the statement itself has found, as its own `later`
x.valid_from <> later
