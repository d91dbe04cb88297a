"""What a user would pick instead, filled with the same city: Postgres, SQLite, DuckDB, and a bare Bolt statement."""
