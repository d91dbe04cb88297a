"""One module per kind of answer: what the graph is asked, and how it is shown."""
