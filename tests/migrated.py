"""Copies of the migrated, empty database every test run makes: migrating once more takes long."""

import sqlite3
from pathlib import Path

from django.db import connection


def copy_into_file(file: Path) -> None:
    """The empty database as a SQLite file."""
    connection.ensure_connection()
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")


def copy_as(name: str) -> None:
    """The empty database as another one of the same PostgreSQL cluster."""
    source = connection.settings_dict["NAME"]
    connection.close()  # a database in use cannot be copied
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
