"""`jointfund search "a question" [--json] [--limit N]`, `--queries FILE --out FILE`, `--corpus FILE...`.

Without `--corpus` the record is searched as a stranger sees it.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from jointfund.funds.models import Fund
from jointfund.kernel.errors import UnreadableInput
from jointfund.kernel.files import write_atomically
from jointfund.reading.read import read_files
from jointfund.search.as_json import Json, hits_as_data
from jointfund.search.corpus import Corpus, records_of
from jointfund.search.queries import Asked, search
from jointfund.search.questions import read_questions
from jointfund.search.records import Hit
from jointfund.search.services import follow_events
from jointfund.vocabularies.lexicon import load_lexicon

REFUSED = 2
MOST_HITS = 100

type Ask = Callable[[str], list[Hit]]


class Command(BaseCommand):
    help = (
        "Answer a question from the public record, or from the documents named after --corpus, read on the "
        "spot: what answers it, best first, each with the passage and its lines."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("question", nargs="?", help="a question in plain words")
        parser.add_argument("--json", action="store_true", help="as JSON instead of sentences")
        parser.add_argument("--limit", type=int, default=10, help="how many answers at most (10)")
        parser.add_argument("--queries", type=Path, help='many questions: a JSON list of {"id", "query"}')
        parser.add_argument("--out", type=Path, help="with --queries: file to write; else standard output")
        parser.add_argument("--corpus", nargs="+", type=Path, metavar="FILE", help="search these documents")
        parser.add_argument("--fund", help="code of the fund; the installation's first when left out")

    def handle(
        self,
        *,
        question: str | None,
        json: bool,
        limit: int,
        queries: Path | None,
        out: Path | None,
        corpus: list[Path] | None,
        fund: str | None,
        **options: object,
    ) -> None:
        if (question is None) == (queries is None):
            raise CommandError(
                "Ask one question, or name a file of them after --queries.", returncode=REFUSED
            )
        if not 1 <= limit <= MOST_HITS:
            raise CommandError(f"--limit is a number from 1 to {MOST_HITS}.", returncode=REFUSED)
        ask = _of_files(corpus, fund, limit) if corpus else _of_the_record(fund, limit)
        if queries:
            self._answer_all(queries, out, ask)
        elif question is not None:
            self._answer(ask(question), as_json=json)

    def _answer_all(self, queries: Path, out: Path | None, ask: Ask) -> None:
        try:
            asked = read_questions(queries)
        except UnreadableInput as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        answers: dict[str, Json] = {one.id: hits_as_data(ask(one.text)) for one in asked}
        text = json.dumps(answers, ensure_ascii=False, indent=2) + "\n"
        if out:
            write_atomically(out, text.encode())
        else:
            self.stdout.write(text)

    def _answer(self, hits: list[Hit], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(hits_as_data(hits), ensure_ascii=False, indent=2))
            return
        if not hits:
            self.stdout.write("Nothing was found.")
        for number, hit in enumerate(hits, start=1):
            place = hit.place
            lines = f"{place.file}, line {place.start_line}" if place and place.start_line else hit.reference
            self.stdout.write(f"{number}. {hit.title or hit.reference} ({hit.kind}; {lines})")
            self.stdout.write(f"   {hit.passage}")


def _of_files(files: list[Path], code: str | None, limit: int) -> Ask:
    """The way to ask these documents."""
    lexicon = load_lexicon(code.upper()) if code else load_lexicon()
    reading, refusals = read_files(files, lexicon)
    if refusals:
        raise CommandError("\n".join(refusals), returncode=REFUSED)
    corpus = Corpus(records_of(reading))
    return lambda text: corpus.search(text, limit)


def _of_the_record(code: str | None, limit: int) -> Ask:
    """The way to ask the public record of a fund, whose index is brought up to date first."""
    funds = Fund.objects.filter(code=code.upper()) if code else Fund.objects.all()
    fund = funds.first()
    if fund is None:
        raise CommandError("There is no record to search yet: load or import one.", returncode=REFUSED)
    follow_events(fund)
    return lambda text: list(search(Asked(fund, AnonymousUser(), text, limit=limit)).hits)
