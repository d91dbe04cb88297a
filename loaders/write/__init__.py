"""What rows say against what the graph holds of their source: the difference, written."""
