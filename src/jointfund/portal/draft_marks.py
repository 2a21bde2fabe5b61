"""A checked draft as its page shows it: text in pieces, marks with sign and word, explanations."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.intake.checked_words import explained
from jointfund.portal.pages import list_href
from jointfund.reading.checking import CheckedDraft, Finding, Mark
from jointfund.reading.checking.facts import Where
from jointfund.reading.checking.findings import MarkedPlace
from jointfund.rendering.tables import Column
from jointfund.ui.pieces import Link
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

# A sign, a word and a class for each mark: none is told by colour alone.
SIGNS = {Mark.AGREES: "✓", Mark.DIFFERS: "≠", Mark.CHANGED: "↻", Mark.UNKNOWN: "?"}
WORDS = {
    Mark.AGREES: gettext_lazy("agrees"),
    Mark.DIFFERS: gettext_lazy("differs"),
    Mark.CHANGED: gettext_lazy("changed since"),
    Mark.UNKNOWN: gettext_lazy("not in the record"),
}
MEANINGS = {
    Mark.AGREES: gettext_lazy("the record says the same"),
    Mark.DIFFERS: gettext_lazy("the record says something else"),
    Mark.CHANGED: gettext_lazy("it was so at an earlier date"),
    Mark.UNKNOWN: gettext_lazy("the record can neither confirm nor deny it"),
}
ORDER = (Mark.DIFFERS, Mark.CHANGED, Mark.UNKNOWN, Mark.AGREES)
CSV_COLUMNS = (
    Column("number", "Number", "integer"),
    Column("line", "Line", "integer"),
    Column("page", "Page", "integer"),
    Column("words", "Words of the text"),
    Column("kind", "Kind"),
    Column("mark", "Mark"),
    Column("explanation", "Explanation"),
    Column("recorded", "The record has"),
    Column("as_of", "As of"),
    Column("corrected", "Corrected sentence"),
)


@dataclass(frozen=True)
class MarkShown:
    """A mark as a reader meets it."""

    code: str
    sign: str
    word: str
    meaning: str
    count: int = 0

    @property
    def counted(self) -> str:
        """`6 differ`, `1 differs`."""
        return _counted(Mark(self.code), self.count)


@dataclass(frozen=True)
class Piece:
    """Words of the draft; `number` and `mark` where they bear one."""

    words: str
    number: int = 0
    mark: MarkShown | None = None


@dataclass(frozen=True)
class Explanation:
    """What the record says to one claim."""

    number: int
    is_first: bool  # of the findings that share its number
    mark: MarkShown
    quote: str
    words: str
    as_of: str
    link: Link | None
    corrected: str


@dataclass(frozen=True)
class ShownDraft:
    """Everything the result page shows."""

    file: str
    in_words: str
    counts: Sequence[MarkShown]
    paragraphs: Sequence[Sequence[Piece]]
    to_correct: Sequence[Explanation]
    others: Sequence[tuple[MarkShown, Sequence[Explanation]]]
    warnings: Sequence[str]


def shown_draft(visit: Visit, checked: CheckedDraft) -> ShownDraft:
    """The checked draft ready for its page."""
    explained = [one for place in checked.places for one in _explanations(visit, place)]
    places: dict[int, list[MarkedPlace]] = defaultdict(list)
    for place in checked.places:
        places[place.spot.paragraph].append(place)
    groups = {mark: [one for one in explained if one.mark.code == mark.value] for mark in ORDER}
    counts = tuple(_mark(mark, len(groups[mark])) for mark in ORDER)
    return ShownDraft(
        checked.file,
        _in_words(len(explained), len(groups[Mark.DIFFERS]), len(groups[Mark.CHANGED])),
        counts,
        tuple(_pieces(text, places[number]) for number, text in enumerate(checked.paragraphs)),
        (*groups[Mark.DIFFERS], *groups[Mark.CHANGED]),
        [
            (_mark(mark, len(groups[mark])), groups[mark])
            for mark in (Mark.UNKNOWN, Mark.AGREES)
            if groups[mark]
        ],
        checked.warnings,
    )


def where_link(visit: Visit, where: Where | None) -> Link | None:
    """The page of the record that shows a fact."""
    if where is None:
        return None
    match where.page:
        case "programme":
            return Link(where.key, visit.href("programme", ref=where.key))
        case "contributor":
            return Link(_("Contributor’s page"), visit.href("contributor", slug=where.key))
        case "country":
            return Link(_("Country"), visit.href("country", iso3=where.key))
        case "programmes":
            return Link(_("Programmes"), list_href(visit, **dict(where.facets)))
        case "contributors":
            return Link(_("Contributors"), visit.href("contributors"))
        case "support":
            return Link(_("Target and contributions"), visit.href("support"))
        case "vocabularies":
            return Link(_("Vocabularies"), visit.href("vocabularies"))
    return Link(_("The fund"), visit.href("home"))


def _mark(mark: Mark, count: int = 0) -> MarkShown:
    return MarkShown(mark.value, SIGNS[mark], str(WORDS[mark]), str(MEANINGS[mark]), count)


def _counted(mark: Mark, count: int) -> str:
    """`6 differ`, `1 differs`."""
    number = {"count": count}
    match mark:
        case Mark.AGREES:
            return ngettext("%(count)s agrees", "%(count)s agree", count) % number
        case Mark.DIFFERS:
            return ngettext("%(count)s differs", "%(count)s differ", count) % number
    return f"{count} {WORDS[mark]}"


def _in_words(total: int, differs: int, changed: int) -> str:
    if not total:
        return _("No countable claim was found in this text.")
    claims = ngettext("%(count)s claim", "%(count)s claims", total) % {"count": total}
    if not differs and not changed:
        return _("%(claims)s found, and none of them differs from the record.") % {"claims": claims}
    return _("%(claims)s found: %(differs)s to correct, %(changed)s changed since.") % {
        "claims": claims,
        "differs": differs,
        "changed": changed,
    }


def _explanations(visit: Visit, place: MarkedPlace) -> list[Explanation]:
    return [_explanation(visit, place, one, index == 0) for index, one in enumerate(place.findings)]


def _explanation(visit: Visit, place: MarkedPlace, one: Finding, is_first: bool) -> Explanation:
    verdict = one.verdict
    return Explanation(
        number=place.number,
        is_first=is_first,
        mark=_mark(one.mark),
        quote=one.quote,
        words=explained(verdict),
        as_of=dated(verdict.as_of),
        link=where_link(visit, verdict.where),
        corrected=one.corrected,
    )


def _pieces(text: str, places: Sequence[MarkedPlace]) -> tuple[Piece, ...]:
    """One paragraph cut where its marks begin and end."""
    pieces: list[Piece] = []
    position = 0
    for place in places:
        if place.spot.start > position:
            pieces.append(Piece(text[position : place.spot.start]))
        pieces.append(Piece(text[place.spot.start : place.spot.end], place.number, _mark(place.mark)))
        position = place.spot.end
    if position < len(text):
        pieces.append(Piece(text[position:]))
    return tuple(pieces)
