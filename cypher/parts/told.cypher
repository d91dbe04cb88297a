// title: 当时所记的值
// title_en: What the revision known told of a node (later values stand in it, former ones beside it with the revisions that ended them); empty where it told nothing
coalesce(x.said_was[size([n IN x.said_until WHERE n <= $known])], x.said)
