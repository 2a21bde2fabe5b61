"""A fund that does not exist, its words, and its papers: a booklet and a brief with every quirk of layout.

Nothing here is in a rule of the readers: other words, other countries, other areas must read as well.
"""

from pathlib import Path

from jointfund.reading.lexicon import (
    AreaTitle,
    CountryName,
    Lexicon,
    OrganisationName,
    PartnerKind,
    StatusWords,
)
from jointfund.reading.read import read_files, read_lines
from jointfund.reading.records import Reading
from jointfund.reading.sources.lines import SourceLines
from jointfund.reading.words import Words

LEXICON = Lexicon(
    countries=(
        CountryName("ARC", "Arcadia", ("Arcadian Republic",)),
        CountryName("BOR", "Borduria"),
        CountryName("ELD", "El Dorado"),
        CountryName("FRE", "Freedonia", ("The Freedonia",)),
        CountryName("RUR", "Ruritania and Strelsau", ("Ruritania",)),
        CountryName("SYL", "Syldavia"),
        CountryName("ZUB", "Côte d'Zubrowka"),
    ),
    regions=(("Upper Basin", ("Regional Basin", "UBR")),),
    organisations=(
        OrganisationName("WXO", "World Example Organization", ("For a tested future",)),
        OrganisationName("UNQ", "United Nations Quality Office", ("UN Quality",)),
        OrganisationName("PAD", "Platform on Adaptation", is_un=False),
    ),
    areas=(
        AreaTitle(1, "Counting well and speaking of numbers with care", ("Counting well and speaking",)),
        AreaTitle(2, "Keeping every traveller safe on the way, including through lit roads", ()),
        AreaTitle(3, "Opening regular ways of travel for everybody", ("Opening regular ways of travel",)),
    ),
    partner_kinds=(
        PartnerKind(
            "civil_society",
            "Civil Society",
            (r"\bassociation\b", r"\bcivil society\b"),
            heads=(r"\bassociation\b",),
        ),
        PartnerKind("private", "Private Sector", (r"\bguild\b",), heads=(r"\bguild\b",)),
        PartnerKind("government", "Government", (r"\bministry\b", r"\boffice\b"), heads=(r"\bministry\b",)),
        PartnerKind("other", "Other", (), aliases=("Others",)),
    ),
    statuses=(
        StatusWords("concept_note_approved", (r"concept note approved",), "pipeline"),
        StatusWords("jp_document_solicited", (r"document solicited",), "pipeline"),
        StatusWords("jp_document_submitted", (r"document submitted",), "pipeline"),
        StatusWords("funded", (r"programme funded",), "funded"),
    ),
)

_FOLDER = Path(__file__).parent / "papers"
BOOKLET = (_FOLDER / "booklet.txt").read_text(encoding="utf-8")
BRIEF = (_FOLDER / "brief.txt").read_text(encoding="utf-8")


def read_text(text: str, lexicon: Lexicon = LEXICON, *, file: str = "paper.txt") -> Reading:
    """What a text says, without a file."""
    return read_lines(SourceLines(file, "text/plain", "", tuple(text.split("\n"))), Words(lexicon))


def read_file(path: Path, lexicon: Lexicon = LEXICON) -> Reading:
    """What one file says; it must not be refused."""
    reading, refusals = read_files([path], lexicon)
    assert refusals == (), refusals
    return reading


def facts(reading: Reading) -> list[object]:
    """Everything a reading says about programmes and contributors, without where it stands."""
    return [
        *(
            (
                p.section, p.heading, p.title, tuple(c.iso3 for c in p.countries), p.thematic_area,
                p.budget_usd, p.budget_precision, p.duration_months, p.status, p.status_text,
                tuple((o.acronym, o.role) for o in p.participating_organisations), p.key_partners_text,
                tuple((k.name, k.kind, k.group) for k in p.key_partners), p.summary_text,
            )
            for p in reading.programmes
        ),
        *((c.contributor, c.iso3, c.member_state, c.amount_usd, c.as_of) for c in reading.contributions),
    ]  # fmt: skip
