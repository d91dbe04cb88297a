"""One cell -> a value or a code, what names a person, and what was refused and why."""
