"""Which entries of the database may answer a question: by FTS5 on SQLite, by a GIN index on PostgreSQL."""
