"""Taking in what was written in a file. What two people changed is kept twice: one stands, one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.proposals.exchange.offers import Merge, Offer, Sheet, merged, plain
from jointfund.proposals.exchange.sheet import Budget
from jointfund.proposals.forms import Answers, read_form
from jointfund.proposals.forms.missing import owners_of
from jointfund.proposals.forms.values import rows_of
from jointfund.proposals.models import Proposal, ProposalForm, SectionRevision
from jointfund.proposals.services.writing import Closed, Place, SaveOutcome, may_write, save_section
from jointfund.proposals.stages import lock_texts, parties_of


class StrangeVersion(DomainError):
    """The file names a version this text never had."""


@dataclass(frozen=True)
class Planned:
    """What taking in a file makes of one section."""

    sheet: Sheet
    offer: Offer
    merge: Merge
    base: Answers


@dataclass(frozen=True)
class TakenIn:
    """How it went: sections saved, sections whose text of the file was set aside, and why all of it was."""

    saved: int
    set_aside: int
    closed: str = ""


def sheets_of(opened: ProposalForm, user: User) -> list[Sheet]:
    """Every section of who takes part in the order of the form; its texts in one query."""
    form, parties = read_form(opened.form.document), parties_of(opened.proposal)
    names = {one.slug: one.name for one in parties}
    texts = {
        (one.section, one.party.slug if one.party else ""): one
        for one in opened.texts.select_related("party")
    }
    return [
        Sheet(
            number=text.pk,
            version=text.version,
            section=section,
            party=slug,
            whose=names.get(slug, ""),
            answers=text.answers,
            is_mine=bool(may_write(user, Place(opened, section, slug, parties))),
        )
        for section in form.sections
        for slug in owners_of(section, parties)
        if (text := texts.get((section.code, slug)))
    ]


def budget_among(sheets: Sequence[Sheet]) -> Budget | None:
    """The budget of the form; None where it has none."""
    found = [(sheet, field) for sheet in sheets for field in sheet.section.fields if field.budget]
    if not found:
        return None
    first, field = found[0]
    rules = field.budget
    if rules is None:
        return None
    column = field.column(rules.result_column)
    target = column.refers_to if column else None
    results = {
        row.get(target.column, "").strip()
        for sheet in sheets
        if target and sheet.section.code == target.section
        for row in rows_of(sheet.answers, target.field)
    }
    theirs = [sheet for sheet in sheets if sheet.section.code == first.section.code]
    return Budget(field, rules, theirs, frozenset(results - {""}))


def plan_offers(opened: ProposalForm, offers: Sequence[Offer], user: User) -> list[Planned]:
    """What would change, section by section; three queries. Raises StrangeVersion."""
    sheets = {one.number: one for one in sheets_of(opened, user)}
    bases = {
        (one.text_id, one.number): one.answers
        for one in SectionRevision.objects.filter(text__opened=opened, is_refused=False)
    }
    planned = []
    for offer in offers:
        sheet = sheets.get(offer.number)
        if sheet is None or (offer.version and (offer.number, offer.version) not in bases):
            raise StrangeVersion(_("This file does not belong to the text as it is kept here."))
        base: Answers = bases.get((offer.number, offer.version), {})
        planned.append(Planned(sheet, offer, merged(sheet.section, base, sheet.answers, offer.answers), base))
    return [one for one in planned if one.merge.changes]


@transaction.atomic
def take_in(
    proposal: Proposal, opened: ProposalForm, offers: Sequence[Offer], *, actor: User, now: datetime
) -> TakenIn:
    """Save what the file changed; where somebody wrote meanwhile, the file's text is kept beside.

    Raises StrangeVersion, NotAllowed for a section that is not the actor's.
    """

    def keep(sheet: Sheet, answers: Answers, over: int) -> SaveOutcome:
        return save_section(
            proposal,
            sheet.section.code,
            party=sheet.party,
            answers=answers,
            expected_version=over,
            actor=actor,
            now=now,
        )

    lock_texts(opened)
    saved = aside = 0
    closed = ""
    for one in plan_offers(opened, offers, actor):
        if one.merge.has_conflict:
            written = {**plain(one.sheet.section, one.base), **one.offer.answers}
            keep(one.sheet, written, one.offer.version)
            aside += 1
        if one.merge.takes_anything:
            outcome = keep(one.sheet, one.merge.answers, one.sheet.version)
            saved += 1
            closed = outcome.reason if isinstance(outcome, Closed) else closed
    return TakenIn(saved, aside, closed)
