"""`jointfund publish DOCUMENT --out FILE`: one of the fund's documents, from its record."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.kernel.files import write_atomically
from jointfund.programmes.filters import FACET_LABELS, read_day
from jointfund.publications.documents import DOCUMENTS, Order, publish
from jointfund.publications.languages import Language, every_language
from jointfund.publications.orders import Parameters, order_of

# What these documents are about is given by the option of that name, which is then no facet.
SUBJECTS = {"brief": "theme", "country": "country", "organisation": "organisation", "programme": "programme"}


class Command(BaseCommand):
    help = "Write one of the fund's documents from its record; the ending of the file says in which form."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", nargs="?", choices=sorted(DOCUMENTS))
        parser.add_argument("programme", nargs="?", default="", help="programme: its reference")
        parser.add_argument("--out", type=Path, help="file to write (.pdf, .docx, .xlsx)")
        parser.add_argument(
            "--languages", action="store_true", help="list the languages, and what those not available lack"
        )
        parser.add_argument("--fund", default="", help="code of the fund; the first when left out")
        parser.add_argument("--language", default="en", help="language of the labels (see --languages)")
        parser.add_argument("--as-of", default="", help="day, month or year the document stands for")
        parser.add_argument("--context", type=Path, help="brief: file with its text; may hold {fields}")
        parser.add_argument(
            "--leave-out", action="append", default=[], help="brief: reference of a programme"
        )
        parser.add_argument("--saved", default="", help="only what a saved filter of this name asks")
        parser.add_argument("--contributor", default="", help="contributors: only this one")
        for facet, label in FACET_LABELS.items():
            parser.add_argument(
                f"--{facet.replace('_', '-')}", action="append", help=f"only {str(label).lower()}"
            )

    def handle(self, *, document: str | None, out: Path | None, languages: bool, **options: Any) -> None:
        if languages:
            self.stdout.write("\n".join(_told(language) for language in every_language()))
            return
        if document is None or out is None:
            raise CommandError("Say what to publish and where: publish DOCUMENT --out FILE.", returncode=2)
        try:
            made = publish(document, out.suffix.lower(), _order(document, options))
            write_atomically(out, made.content)
        except DomainError as fault:
            raise CommandError(str(fault), returncode=2) from None
        except OSError as fault:
            raise CommandError(f"{fault.filename or out}: {fault.strerror}.", returncode=2) from None
        self.stdout.write(f"{made.summary}: {out}")


def _told(language: Language) -> str:
    named = f"{language.code}  {language.own_name}, {language.name}, {language.script} script"
    if language.is_available:
        return f"{named}: available, set in {language.face}"
    return f"{named}: not available, needs {language.face} (Debian package {language.package})"


def _order(document: str, options: dict[str, Any]) -> Order:
    fund = _fund(options["fund"])
    subject = options["contributor"]
    if document in SUBJECTS:
        given = options.pop(SUBJECTS[document], None) or []
        given = [given] if isinstance(given, str) else given
        if len(given) != 1:
            raise CommandError(f"Say what the {document} is about: --{SUBJECTS[document]} …", returncode=2)
        subject = given[0]
    parameters = Parameters(
        subject=subject,
        asked=tuple((facet, value) for facet in FACET_LABELS for value in options.get(facet) or ()),
        as_of=_day(options["as_of"]),
        language=options["language"],
        context=options["context"].read_text(encoding="utf-8") if options["context"] else "",
        left_out=tuple(reference.upper() for reference in options["leave_out"]),
        saved=options["saved"],
    )
    return order_of(fund, parameters, timezone.now().date())


def _fund(code: str) -> Fund:
    found = Fund.objects.filter(code=code.upper()).first() if code else Fund.objects.first()
    if found is None:
        raise CommandError(f"No fund {code} is open here: load one first.", returncode=2)
    return found


def _day(text: str) -> date | None:
    messages: list[str] = []
    day = read_day(text, messages)
    if messages:
        raise CommandError(f"“{text}” is not a date: write 2023, 2023-07 or 2023-07-31.", returncode=2)
    return day
