"""`jointfund …`: the management commands of the installation."""

import os
import sys


def main() -> None:
    """Run one management command with the installation's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jointfund.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
