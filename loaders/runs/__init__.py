"""What is kept of each run, and that one load runs at a time."""
