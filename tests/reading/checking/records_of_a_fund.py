"""A record nobody has: three programmes, two tables of contributions, and a draft checked against them."""

from datetime import date
from decimal import Decimal

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking import CheckedDraft, Finding, RecordFacts, check_draft
from jointfund.reading.checking.facts import (
    ContributionTable,
    ContributorFacts,
    DatedStatus,
    Printed,
    ProgrammeFacts,
)
from jointfund.reading.lexicon import AreaTitle, CountryName, Lexicon, Objective
from jointfund.reading.sources.lines import SourceLines

LEXICON = Lexicon(
    countries=(
        CountryName("TGO", "Togo", demonyms=("Togolese",)),
        CountryName("GAB", "Gabon"),
        CountryName("PER", "Peru"),
        CountryName("FJI", "Fiji"),
        CountryName("NOR", "Norway"),
        CountryName("DNK", "Denmark"),
    ),
    areas=(
        AreaTitle(1, "Counting departures and returns with care"),
        AreaTitle(2, "Keeping every traveller safe along lit roads"),
    ),
    objectives=(
        Objective(6, "Facilitate fair and ethical recruitment and decent work"),
        Objective(8, "Save lives and look for missing migrants"),
    ),
)
MARCH, MAY, JUNE = (PartialDate.parse(text) for text in ("2031-03", "2031-05-20", "2031-06"))
WAITING = DatedStatus(MARCH, "concept_note_approved", "Concept note approved", "pipeline")
FUNDED = DatedStatus(MARCH, "funded", "Funded", "funded")
PUBLISHED = Printed("", MARCH, "Booklet of March 2031, line 4")


def programme(number: int, title: str | None, countries: tuple[str, ...], **fields: object) -> ProgrammeFacts:
    """A programme that waits in area 1 with USD 2,786,280 for 24 months, unless told otherwise."""
    names = {country.iso3: country.name for country in LEXICON.countries}
    pairs = tuple((code, names[code]) for code in countries)
    place = ", ".join(name for _code, name in pairs)
    values: dict[str, object] = {
        "area": 1,
        "budget": Decimal("2786280"),
        "is_budget_rounded": False,
        "months": 24,
        "statuses": (WAITING,),
        "printed": {"budget_usd": (PUBLISHED,), "duration_months": (PUBLISHED,)},
    }
    return ProgrammeFacts(f"ABC-{number:04d}", title or place, title, place, pairs, **(values | fields))  # type: ignore[arg-type]


def contributor(name: str, iso3: str, amount: int) -> ContributorFacts:
    return ContributorFacts(name.lower(), name, iso3, bool(iso3), Decimal(amount))


FACTS = RecordFacts(
    fund="Roads Fund",
    currency="USD",
    day=date(2031, 12, 1),
    programmes=(
        programme(1, "Counting those who leave and those who come home", ("TGO",)),
        programme(
            2,
            "River ports on the map of everybody",
            ("PER",),
            statuses=(WAITING, DatedStatus(MAY, "funded", "Funded", "funded")),
            starts=MAY,
        ),
        programme(3, None, ("GAB", "TGO"), area=2, statuses=(FUNDED,), budget=Decimal(2_000_000)),
    ),
    tables=(
        ContributionTable(MARCH, (contributor("Norway", "NOR", 4_000_000),)),
        ContributionTable(
            JUNE,
            (
                contributor("Norway", "NOR", 5_425_741),
                contributor("Denmark", "DNK", 1_950_000),
                contributor("Guild of Carpenters", "", 50_000),
            ),
        ),
    ),
    launched=PartialDate.parse("2029"),
    target=Decimal(20_000_000),
    target_by="Forum on Roads 2036",
    counts={"thematic areas": 2, "objectives": 23},
)


def check(text: str) -> CheckedDraft:
    """The text checked against the record above."""
    lines = tuple(text.strip("\n").split("\n"))
    return check_draft(SourceLines("draft.txt", "text/plain", "", lines), FACTS, LEXICON)


def finding(text: str, quote: str) -> Finding:
    """The one finding on words of a text that hold the quote."""
    found = [one for one in check(text).findings if quote in one.quote]
    assert len(found) == 1, [(one.quote, one.kind, one.mark.value) for one in check(text).findings]
    return found[0]
