"""A migration operation that makes the database itself refuse to change or remove rows of a table."""

from typing import Any

from django.db.migrations.operations.base import Operation

REFUSAL = "rows of {table} are never changed or removed; write a new one"

SQLITE_CREATE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
"""


class AppendOnly(Operation):
    """Refuse UPDATE and DELETE on a table by trigger, on SQLite and PostgreSQL alike."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"table": self.table}

    def describe(self) -> str:
        return f"Rows of {self.table} are never changed or removed"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are: this is a promise of the database alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        words = {"table": self.table, "refusal": REFUSAL.format(table=self.table)}
        if schema_editor.connection.vendor == "sqlite":
            for verb, event in (("update", "UPDATE"), ("delete", "DELETE")):
                schema_editor.execute(SQLITE_CREATE.format(verb=verb, event=event, **words))
            return
        schema_editor.execute(POSTGRES_FUNCTION.format(**words))
        schema_editor.execute(POSTGRES_TRIGGER.format(**words))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {self.table}_no_{verb}")
            return
        schema_editor.execute(f"DROP TRIGGER {self.table}_append_only ON {self.table}")
        schema_editor.execute(f"DROP FUNCTION {self.table}_refuse()")
