"""What every route stands on: what it is given, what it refuses, and in which words."""
