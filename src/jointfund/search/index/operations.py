"""A migration operation that gives the entries their full-text index: FTS5 on SQLite, GIN on PostgreSQL."""

from typing import Any

from django.db.migrations.operations.base import Operation

# The terms are cut already: a blank parts them, and the signs that begin codes and passages belong to them.
SQLITE = (
    """CREATE VIRTUAL TABLE search_fts USING fts5(terms, content='search_searchentry', content_rowid='id',
    tokenize="unicode61 remove_diacritics 0 tokenchars '=@|_'")""",
    """CREATE TRIGGER search_fts_insert AFTER INSERT ON search_searchentry
    BEGIN INSERT INTO search_fts(rowid, terms) VALUES (new.id, new.terms); END""",
    """CREATE TRIGGER search_fts_delete AFTER DELETE ON search_searchentry
    BEGIN INSERT INTO search_fts(search_fts, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    """CREATE TRIGGER search_fts_update AFTER UPDATE OF terms ON search_searchentry
    BEGIN INSERT INTO search_fts(search_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
    INSERT INTO search_fts(rowid, terms) VALUES (new.id, new.terms); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER search_fts_insert",
    "DROP TRIGGER search_fts_delete",
    "DROP TRIGGER search_fts_update",
    "DROP TABLE search_fts",
)
POSTGRES = (
    """ALTER TABLE search_searchentry ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED""",
    "CREATE INDEX search_entry_by_term ON search_searchentry USING gin (vector)",
)
POSTGRES_BACK = ("ALTER TABLE search_searchentry DROP COLUMN vector",)


class FullTextIndex(Operation):
    """Index the words of `SearchEntry.terms`, kept by the database itself."""

    reversible = True

    def describe(self) -> str:
        return "The words of search entries are indexed"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
            schema_editor.execute(sql)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for sql in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRES_BACK:
            schema_editor.execute(sql)
