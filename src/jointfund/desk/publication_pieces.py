"""Publications as the desk shows them: rows of the list, proposed programmes, and what was done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.audit.services import Verb
from jointfund.desk.intake_pieces import Row
from jointfund.people.models import User
from jointfund.programmes.filters import in_words
from jointfund.programmes.queries.matching import matching
from jointfund.programmes.queries.names import checked_filter
from jointfund.publications.content.brief import Chosen
from jointfund.publications.models import Publication, PublicationState, SavedFilter
from jointfund.publications.queries.desk import Happening
from jointfund.publications.queries.saved import parameters_of
from jointfund.ui.pieces import Fact, FactValue, TimelineEvent
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

DONE = {
    Verb.PUBLICATION_DRAFTED: gettext_lazy("Drafted"),
    Verb.PUBLICATION_EDITED: gettext_lazy("Edited"),
    Verb.PUBLICATION_SENT: gettext_lazy("Sent to review"),
    Verb.PUBLICATION_RETURNED: gettext_lazy("Returned to its editors"),
    Verb.PUBLICATION_RELEASED: gettext_lazy("Released"),
    Verb.PUBLICATION_WITHDRAWN: gettext_lazy("Withdrawn"),
}
MOST_REASONS = 4


@dataclass(frozen=True)
class Proposal:
    """A programme proposed for a brief, with why, and whether the editor left it out."""

    reference: str
    name: str
    stage: str
    reasons: Sequence[str]
    more: int
    is_left_out: bool


@dataclass(frozen=True)
class Group:
    """Publications of the list that need the same."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class SavedRow:
    """A saved filter of the list; `interest` says whose it is and on what that rests."""

    name: str
    href: str
    words: str
    interest: str
    remove: str


def groups(visit: Visit, found: Sequence[Publication], user: User) -> list[Group]:
    """The list: what the person can release first, then drafts, what others must release, the rest."""
    mine = user.audit_reference
    review = [one for one in found if one.state == PublicationState.REVIEW]
    parts = (
        (_("Waits for your review"), [one for one in review if mine not in one.authors]),
        (_("Drafts"), [one for one in found if one.state == PublicationState.DRAFT]),
        (_("Waits for a second person"), [one for one in review if mine in one.authors]),
        (_("Released"), [one for one in found if one.state == PublicationState.RELEASED]),
        (_("Withdrawn"), [one for one in found if one.state == PublicationState.WITHDRAWN]),
    )
    return [Group(title, [_row(visit, one) for one in members]) for title, members in parts if members]


def facts_of(publication: Publication) -> list[Fact]:
    """What is known of a publication as a whole."""
    drafter = publication.drafted_by.name if publication.drafted_by else ""
    known = [
        (_("Kind"), publication.get_kind_display()),
        (_("State"), publication.get_state_display()),
        (_("Drafted by"), drafter),
        (_("Not public before"), dated(publication.embargo_until)),
    ]
    return [Fact(label, (FactValue(str(value)),)) for label, value in known if value]


def saved_rows(visit: Visit, found: Sequence[SavedFilter]) -> list[SavedRow]:
    """The saved filters in words, each with the address that shows what it asks today."""
    return [_saved_row(visit, one) for one in found]


def _saved_row(visit: Visit, one: SavedFilter) -> SavedRow:
    reading, names = checked_filter(visit.fund, parameters_of(one))
    count = matching(visit.fund, reading.filter).count()
    interest = ""
    if one.contributor and one.stated_on:
        interest = _("%(basis)s of %(name)s: %(source)s, %(day)s") % {
            "basis": str(one.get_basis_display()).capitalize(),
            "name": one.contributor.name,
            "source": one.stated_in,
            "day": dated(one.stated_on),
        }
    return SavedRow(
        one.name,
        f"{visit.href('programmes')}?{reading.filter.query_string()}",
        in_words(reading.filter, count, names),
        interest,
        visit.href("desk-filter-remove", slug=one.slug),
    )


def proposals(chosen: Sequence[Chosen], left_out: Collection[str]) -> list[Proposal]:
    """Every proposed programme with its first reasons."""
    return [
        Proposal(
            one.programme.reference,
            f"{one.programme.place_name}: {one.programme.title or _('title lost in the source')}",
            _("what we do") if one.programme.is_funded else _("what we are ready to do"),
            reasons[:MOST_REASONS],
            max(0, len(reasons) - MOST_REASONS),
            one.programme.reference in left_out,
        )
        for one in chosen
        for reasons in (_reasons(one),)
    ]


def timeline_of(history: Sequence[Happening]) -> list[TimelineEvent]:
    """What was done, by whom and when."""
    return [
        TimelineEvent(
            _("%(when)s UTC") % {"when": date_format(timezone.localtime(one.at), "j F Y, H:i")},
            " · ".join(part for part in (str(DONE.get(Verb(one.verb), one.verb)), one.who) if part),
            one.note,
        )
        for one in history
    ]


def _row(visit: Visit, one: Publication) -> Row:
    release = getattr(one, "release", None)
    drafter = _("drafted by %(name)s") % {"name": one.drafted_by.name.split(",")[0]} if one.drafted_by else ""
    parts = (
        release.reference if release else _("Draft %(number)s") % {"number": one.draft},
        str(one.get_kind_display()),
        drafter,
    )
    alert = ""
    if one.embargo_until and one.embargo_until > visit.today:
        alert = _("not public before %(day)s") % {"day": dated(one.embargo_until)}
    return Row(
        visit.href("desk-publication", draft=one.draft),
        one.title,
        " · ".join(part for part in parts if part),
        _("returned with a note") if one.return_note else str(one.get_state_display()),
        alert,
    )


def _reasons(one: Chosen) -> list[str]:
    """Each reason once: a principle and a theme may bear one name and rest on the same words."""
    said = (f"{reason.term}: “{reason.words}”" if reason.words else reason.term for reason in one.reasons)
    return list(dict.fromkeys(said))
