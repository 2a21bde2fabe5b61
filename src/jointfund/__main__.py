"""`jointfund …`: the management commands of the installation."""

import os
import sys


def main() -> None:
    """Run one management command with the installation's settings.

    A disk that is full, a database that is away or a setting that cannot be meant ends it with one sentence:
    what was begun is undone.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jointfund.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    from jointfund.kernel.database_words import missing_tables_in_words
    from jointfund.kernel.files import disk_fault_in_words

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))
    except DatabaseError as fault:
        if words := disk_fault_in_words(fault) or missing_tables_in_words(fault):
            sys.exit(words)
        raise
    except OSError as fault:
        if words := disk_fault_in_words(fault):
            sys.exit(words)
        raise


if __name__ == "__main__":
    main()
