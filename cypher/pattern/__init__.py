"""The rule language: a small part of Cypher that means the same in a graph browser and over columns.

`parse` reads text into the tree of `tree`, `unroll` turns paths of several lengths into several patterns, `joins` runs
one over columns, and `rules` reads the folders of `cypher/links/`. docs/decisions/0006 says what is left out, and why.
"""
