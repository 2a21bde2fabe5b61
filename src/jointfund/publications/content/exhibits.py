"""What the figures of a document are drawn from: its programmes and contributors, whichever it is. Pure."""

from dataclasses import dataclass
from datetime import date

from jointfund.publications.content.booklet import Booklet
from jointfund.publications.content.brief import Brief
from jointfund.publications.content.contributors import ContributorTable
from jointfund.publications.content.freshness import Content
from jointfund.publications.content.papers import Contributors, Portfolio, Profile, ProgrammePage
from jointfund.publications.content.programmes import FundFacts, ProgrammeFacts


@dataclass(frozen=True)
class ExhibitFacts:
    """Programmes and contributors of one document or day. `about` says what it was narrowed to, else empty.

    `contributors` is None where the document says nothing of them.
    """

    fund: FundFacts
    as_of: date
    precision: str
    about: str
    programmes: tuple[ProgrammeFacts, ...]
    contributors: ContributorTable | None = None


def facts_in(content: Content) -> ExhibitFacts:
    """What the figures of a document show: no more than the document itself says."""
    fund, day = content.fund, content.as_of
    match content:
        case Booklet():
            return ExhibitFacts(fund, day, content.as_of_precision, content.selection, content.programmes)
        case Brief():
            chosen = tuple(one.programme for one in content.chosen)
            return ExhibitFacts(fund, day, "day", content.theme, chosen, content.contributors)
        case Portfolio():
            return ExhibitFacts(fund, day, "day", content.selection, content.programmes)
        case Profile():
            return ExhibitFacts(fund, day, "day", content.name, content.programmes)
        case Contributors():
            table = None if content.name else content.table
            return ExhibitFacts(fund, day, "day", "", (), table)
        case ProgrammePage():
            return ExhibitFacts(fund, day, "day", "", ())
