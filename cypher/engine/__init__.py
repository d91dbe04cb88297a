"""The embedded engine: its directory, its process, and how it is started or attached to."""
