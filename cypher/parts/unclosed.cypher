// title: 所属批次未完成
// title_en: A number of a command that was never closed
x.said > $closed
