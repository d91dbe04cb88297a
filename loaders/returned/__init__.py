"""What came of the rows of a run, handed back to whoever sent them, and taken in again corrected."""
