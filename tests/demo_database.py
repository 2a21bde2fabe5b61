"""A second database with the demonstration in it, beside the empty one: loaded once a run."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, transaction

from tests.migrated import copy_as


class DemoDatabase:
    """The database with the demonstration; `shown` puts it in the place of the empty one for a while."""

    def __init__(self) -> None:
        self._copy = _sqlite_copy() if connection.vendor == "sqlite" else _postgresql_copy()
        with self._in_place():
            call_command("load_demo", verbosity=0)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """The demonstration, for everything inside; what is written there is gone afterwards."""
        with self._in_place():
            outermost = transaction.atomic()
            outermost.__enter__()
            try:
                yield
            finally:
                transaction.set_rollback(True)
                outermost.__exit__(None, None, None)

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        if connection.vendor == "sqlite":
            connection.connection, empty = self._copy, connection.connection
            try:
                yield
            finally:
                connection.connection = empty
            return
        empty = connection.settings_dict["NAME"]
        _use(self._copy)
        try:
            yield
        finally:
            _use(empty)


def _sqlite_copy():
    """A connection to a copy of the migrated database, in memory like the original."""
    connection.ensure_connection()
    name = str(connection.settings_dict["NAME"]).replace("memorydb", "demodb")
    copy = connection.get_new_connection(connection.get_connection_params() | {"database": name})
    connection.connection.backup(copy)
    return copy


def _postgresql_copy() -> str:
    """The name of a copy of the migrated database."""
    name = f"{connection.settings_dict['NAME']}_demo"
    copy_as(name)
    return name


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
