"""What answers look up, out of the graph: columns of one closed revision, kept in files, asked without a round trip.

`tables` says what is held, `read` reads it from the graph, `files` keeps it. `rows` and `lists` (over `pictures` of a
day) give the rows of statements of `cypher/queries` over it, `statements` says of which. It is disposable: the graph
stays the truth, and each table can be read anew.
"""
