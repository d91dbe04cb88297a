"""The graph as columns: whole numbers for nodes, facts and dates, so that rules run as joins over all at once."""
