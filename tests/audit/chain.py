"""What tests of the chain share: events, and a database whose promises are taken away on purpose."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection

from jointfund.audit import services as audit
from jointfund.audit.models import Event
from jointfund.audit.services import Verb

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def some_events(count: int) -> list[Event]:
    """Events with values of every kind JSON has."""
    return [
        audit.record(
            Verb.PROGRAMME_CHANGED,
            f"MIG-{number:04}",
            actor=f"user:{number % 3}",
            before=None if number % 2 else {"budget": number, "title": "Zoë “quotes”", "rate": 0.25},
            after={"b": [str(number), "x"], "a": None, "whole": 100000.0, "tiny": 1e-07, "yes": True},
            note="why" * (number % 2),
        )
        for number in range(1, count + 1)
    ]


def drop_promises(*tables: str) -> None:
    """Take the triggers away that refuse to change or remove rows, as somebody with the database could."""
    with connection.cursor() as cursor:
        for table in tables or ("audit_event", "audit_seal"):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {table}_no_update")
                cursor.execute(f"DROP TRIGGER {table}_no_delete")
            else:
                cursor.execute(f"DROP TRIGGER {table}_append_only ON {table}")


def tamper(sql: str, values: Sequence[object] = ()) -> None:
    """Write past every service."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
