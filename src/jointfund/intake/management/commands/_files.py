"""What the commands that take files share: arguments, refusals on stderr, exit code 2."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import NoReturn

from django.core.management.base import BaseCommand

from jointfund.reading.lexicon import Lexicon
from jointfund.reading.read import read_files
from jointfund.reading.records import Reading
from jointfund.vocabularies.lexicon import load_lexicon

REFUSED = 2


def add_file_arguments(parser: ArgumentParser) -> None:
    """One or more files, and the fund whose words they use."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--fund", help="code of the fund; the installation's first when left out")


def read_all(command: BaseCommand, files: list[Path], lexicon: Lexicon) -> tuple[Reading, bool]:
    """What could be read, and whether any file was refused; each refusal and warning is a line on stderr."""
    reading, refusals = read_files(files, lexicon)
    for line in (*refusals, *reading.warnings):
        command.stderr.write(line)
    return reading, bool(refusals)


def words_of(fund_code: str | None) -> Lexicon:
    """The words of a fund's documents."""
    return load_lexicon(fund_code.upper()) if fund_code else load_lexicon()


def exit_refused() -> NoReturn:
    """End the command as one that was refused something."""
    sys.exit(REFUSED)
