"""Programmes by the thousand, for measuring and for tests: made up, but shaped like a fund's portfolio.

Budgets, months, statuses and the number of countries, parties and tags are spread as in a real one. Nothing
here stands for a real programme.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection, transaction

from jointfund.funds.models import Fund
from jointfund.kernel.words import fold
from jointfund.people.models import Organisation, OrganisationKind
from jointfund.programmes.models import (
    KeyPartner,
    Programme,
    ProgrammeCountry,
    ProgrammeParty,
    ProgrammeTag,
    ProgrammeWords,
    Stage,
    Standing,
    Status,
    StatusEvent,
)
from jointfund.vocabularies.models import Country, Scheme, Term, ThematicArea
from jointfund.vocabularies.services import load_shared

WORDS = [
    "migrants",
    "return",
    "data",
    "skills",
    "border",
    "health",
    "children",
    "labour",
    "climate",
    "cities",
    "rights",
    "access",
    "services",
    "women",
    "youth",
    "training",
    "recruitment",
    "remittances",
    "diaspora",
    "protection",
    "governance",
    "community",
    "evidence",
    "pathways",
]
KINDS = [kind.value for kind in OrganisationKind]
# How many terms of a scheme a programme carries, at most.
TERMS = {
    Scheme.PRINCIPLE: 4,
    Scheme.THEME: 5,
    Scheme.POPULATION: 4,
    Scheme.LEVEL: 2,
    Scheme.GCM_OBJECTIVE: 6,
    Scheme.SDG_GOAL: 3,
    Scheme.SDG_TARGET: 4,
}
BATCH = 1000


@dataclass(frozen=True)
class Vocabulary:
    """Everything a generated programme draws from."""

    areas: Sequence[ThematicArea]
    statuses: Sequence[Status]
    countries: Sequence[Country]
    organisations: Sequence[Organisation]
    terms: dict[str, list[Term]]


def make_fund(code: str = "GEN00", prefix: str = "GEN") -> Fund:
    """A fund of its own with areas, statuses and organisations; shared vocabularies are loaded if missing."""
    if not Term.objects.exists():
        load_shared()
    fund = Fund.objects.create(
        code=code, reference_prefix=prefix, name="Generated fund", short_name="Generated", currency="USD"
    )
    ThematicArea.objects.bulk_create(
        ThematicArea(fund=fund, number=n, title=f"Generated area {n}", short=f"Area {n}", source="generated")
        for n in range(1, 6)
    )
    stages = [Stage.PIPELINE] * 3 + [Stage.FUNDED] * 2 + [Stage.CLOSED]
    Status.objects.bulk_create(
        Status(fund=fund, code=f"status_{n}", label=f"Status {n}", stage=stage, position=n)
        for n, stage in enumerate(stages, start=1)
    )
    Organisation.objects.bulk_create(
        Organisation(fund=fund, slug=f"org-{n}", acronym=f"ORG{n}", name=f"Organisation {n}", kind="un")
        for n in range(1, 26)
    )
    return fund


def vocabulary_of(fund: Fund) -> Vocabulary:
    """What is loaded for a fund, in a settled order."""
    terms: dict[str, list[Term]] = {}
    for term in Term.objects.filter(fund__isnull=True).order_by("scheme", "position"):
        terms.setdefault(term.scheme, []).append(term)
    return Vocabulary(
        list(fund.areas.order_by("number")),
        list(fund.statuses.order_by("position")),
        list(Country.objects.order_by("iso3")),
        list(fund.organisations.order_by("slug")),
        terms,
    )


@transaction.atomic
def generate(fund: Fund, count: int, *, seed: int = 7) -> None:
    """Add that many programmes to a fund, the same ones for the same seed, numbered after those it has."""
    chance, words = random.Random(seed), vocabulary_of(fund)
    first = fund.programmes.count() + 1
    for start in range(first, first + count, BATCH):
        numbers = range(start, min(start + BATCH, first + count))
        programmes = Programme.objects.bulk_create(_programme(fund, n, words, chance) for n in numbers)
        StatusEvent.objects.bulk_create(row for one in programmes for row in _events(one, words, chance))
        ProgrammeCountry.objects.bulk_create(
            row for one in programmes for row in _countries(one, words, chance)
        )
        ProgrammeParty.objects.bulk_create(row for one in programmes for row in _parties(one, words, chance))
        KeyPartner.objects.bulk_create(row for one in programmes for row in _partners(one, chance))
        ProgrammeTag.objects.bulk_create(row for one in programmes for row in _tags(one, words, chance))
        ProgrammeWords.objects.bulk_create(
            ProgrammeWords(programme=one, text=fold(f"{one.heading} {one.title or ''} {one.summary}"))
            for one in programmes
        )


def analyse() -> None:
    """Let the database learn how its tables are filled, as a running installation's has."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _programme(fund: Fund, number: int, words: Vocabulary, chance: random.Random) -> Programme:
    status = chance.choice(words.statuses)
    since = date(2019, 6, 1) + timedelta(days=chance.randrange(1600))
    budget = None if chance.random() < 0.03 else Decimal(chance.randrange(1_500_000, 4_030_000))
    return Programme(
        fund=fund,
        number=number,
        heading=chance.choice(words.countries).name.upper(),
        title=None if chance.random() < 0.3 else _sentence(chance, 9),
        summary=_sentence(chance, 120),
        area=None if chance.random() < 0.02 else chance.choice(words.areas),
        budget=budget,
        budget_precision="exact" if budget else "",
        duration_months=chance.choice([18, 24, 30, 36, None]),
        key_partners_text=_sentence(chance, 40),
        status=status,
        status_on=since + timedelta(days=300),
        listed_on=since,
    )


def _events(programme: Programme, words: Vocabulary, chance: random.Random) -> Iterator[StatusEvent]:
    assert programme.listed_on
    assert programme.status_on
    first = words.statuses[0]
    for on, status in {programme.listed_on: first, programme.status_on: programme.status}.items():
        yield StatusEvent(
            programme=programme,
            status=status,
            on=on,
            citation_kind="document",
            citation_reference="generated",
        )


def _countries(programme: Programme, words: Vocabulary, chance: random.Random) -> Iterator[ProgrammeCountry]:
    several = chance.sample(words.countries, chance.choice([1, 1, 1, 1, 2, 3, 5]))
    for position, country in enumerate(several):
        yield ProgrammeCountry(programme=programme, country=country, role="implementing", position=position)
    if chance.random() < 0.3:
        yield ProgrammeCountry(
            programme=programme,
            country=chance.choice(several),
            role=chance.choice(["origin", "transit", "destination"]),
            standing=Standing.SUGGESTED,
            words="from these words",
            position=9,
        )


def _parties(programme: Programme, words: Vocabulary, chance: random.Random) -> Iterator[ProgrammeParty]:
    for n, organisation in enumerate(chance.sample(words.organisations, chance.choice([0, 2, 3, 4]))):
        yield ProgrammeParty(
            programme=programme, organisation=organisation, role="participating" if n else "lead"
        )


def _partners(programme: Programme, chance: random.Random) -> Iterator[KeyPartner]:
    for position in range(chance.randrange(2, 14)):
        kind = chance.choice([*KINDS, ""])
        yield KeyPartner(programme=programme, position=position, name=_sentence(chance, 4), kind=kind)


def _tags(programme: Programme, words: Vocabulary, chance: random.Random) -> Iterator[ProgrammeTag]:
    for scheme, most in TERMS.items():
        terms = words.terms.get(scheme, [])
        for term in chance.sample(terms, min(chance.randrange(most + 1), len(terms))):
            is_suggested = chance.random() < 0.6
            yield ProgrammeTag(
                programme=programme,
                term=term,
                standing=Standing.SUGGESTED if is_suggested else Standing.CONFIRMED,
                words="from these words" if is_suggested else "",
            )


def _sentence(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(WORDS, k=length)).capitalize()
