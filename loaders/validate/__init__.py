"""Rows -> records or rejects, before the graph is asked anything."""
