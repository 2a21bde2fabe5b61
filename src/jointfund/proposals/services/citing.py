"""Putting into the register of risks what went wrong elsewhere, with the place it was read at."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.kernel.errors import DomainError
from jointfund.knowledge.models import Statement
from jointfund.people.models import User
from jointfund.proposals.forms import Field, Kind, Row, Section
from jointfund.proposals.forms.values import LONGEST_CELL, rows_of
from jointfund.proposals.models import Proposal
from jointfund.proposals.services.writing import Place, SaveOutcome, place_of, save_section

RISK, ANSWER = "risk", "answer"


class NoRegister(DomainError):
    """The section has no register of risks."""


def register_of(section: Section) -> Field | None:
    """The register of a section: a table with the columns `risk` and `answer`."""
    tables = [one for one in section.fields if one.kind is Kind.TABLE]
    return next((one for one in tables if one.column(RISK) and one.column(ANSWER)), None)


@transaction.atomic
def cite_risk(
    proposal: Proposal,
    section: str,
    *,
    challenge: Statement,
    done: Statement | None,
    party: str = "",
    actor: User,
    now: datetime,
) -> SaveOutcome:
    """A row with what went wrong and what was done, each cited; the same row is there once.

    Raises NoRegister, NoSuchSection, NotAllowed.
    """
    place = place_of(proposal, section, party)
    register = register_of(place.section)
    if register is None:
        raise NoRegister(_("This section has no register of risks."))
    texts = place.opened.texts.select_for_update(of=("self",))
    text = texts.get(section=section, **_whose(place))
    rows = list(rows_of(text.answers, register.code))
    row: Row = {RISK: cited(challenge), ANSWER: cited(done) if done else ""}
    if all(row[RISK] != one.get(RISK) for one in rows):
        rows.append(row)
    return save_section(
        proposal,
        section,
        party=party,
        answers={**text.answers, register.code: rows},
        expected_version=text.version,
        actor=actor,
        now=now,
    )


def cited(one: Statement) -> str:
    """The words with where they stand: `… [cited: ACRONYM, Title of the document, lines 12-14]`."""
    places = [str(one.project or one.programme or one.session or "")]
    if one.source:
        places += [one.source.document.title, _lines(one.source.start_line, one.source.end_line)]
    mark = _(" [cited: %(place)s]") % {"place": ", ".join(part for part in places if part)}
    return one.text[: LONGEST_CELL - len(mark)].strip() + mark


def _lines(first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    return str(first) if last in (None, first) else f"{first}-{last}"


def _whose(place: Place) -> dict[str, str | None]:
    return {"party__slug": place.party} if place.party else {"party": None}
