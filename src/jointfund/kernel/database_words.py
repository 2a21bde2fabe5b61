"""What a database says when its tables are not there, in words for who runs a command."""

# SQLite's words, and PostgreSQL's behind the name of the table.
_NO_TABLE = ("no such table", "no such column", "has no column named")
_NO_RELATION = ("relation", "column")
NO_TABLES_SENTENCE = (
    "The database of this installation has not been made, or is older than the program: `jointfund migrate` "
    "brings it up to date, `jointfund serve` does so at its start."
)


def missing_tables_in_words(fault: Exception) -> str:
    """The sentence for a fault that comes from a table or column that is not there; empty for any other."""
    said = str(fault).lower()
    is_postgresql = "does not exist" in said and any(word in said for word in _NO_RELATION)
    return NO_TABLES_SENTENCE if is_postgresql or any(word in said for word in _NO_TABLE) else ""
