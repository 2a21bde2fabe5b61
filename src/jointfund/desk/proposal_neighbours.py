"""What stands beside a proposal while somebody writes: neighbours with why, what went wrong elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jointfund.knowledge.models import Reader, Statement
from jointfund.people.models import User
from jointfund.proposals import stages
from jointfund.proposals.models import ProposalForm
from jointfund.proposals.nearness import Reason, Sort
from jointfund.proposals.queries.neighbours import (
    NearProject,
    WentWrong,
    around,
    near_programmes,
    near_projects,
    went_wrong,
)
from jointfund.ui.pieces import Link
from jointfund.ui.subjects import lines_href
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class ShownNeighbour:
    """One thing near the proposal. `what` says whether it runs, is in the pipeline or is knowledge."""

    href: str
    title: str
    what: str
    why: Sequence[str]


@dataclass(frozen=True)
class ShownRisk:
    """What went wrong in a near project and what it did; `value` is what the button sends."""

    value: int
    project: Link
    why: Sequence[str]
    text: str
    line: Link | None
    done: str
    done_line: Link | None


@dataclass(frozen=True)
class Beside:
    """Everything that stands beside a section."""

    neighbours: Sequence[ShownNeighbour]
    risks: Sequence[ShownRisk]


def beside(visit: Visit, user: User, opened: ProposalForm, *, with_risks: bool) -> Beside:
    """The neighbours, and with a register of risks what went wrong there; a constant number of queries."""
    proposal, reader = opened.proposal, Reader.of(user, visit.fund)
    where = around(proposal, stages.written_answers(opened))
    projects = near_projects(reader, where)
    shown = [
        ShownNeighbour(
            visit.href("programme", ref=one.programme.reference),
            one.programme.name,
            str(one.programme.status or _("Programme")),
            [_why(reason) for reason in one.reasons],
        )
        for one in near_programmes(proposal, where)
    ]
    shown += [_project(visit, one) for one in projects]
    risks = [_risk(visit, one) for one in went_wrong(reader, projects)] if with_risks else []
    return Beside(shown, risks)


def offered_risk(visit: Visit, user: User, opened: ProposalForm, number: int) -> WentWrong | None:
    """The risk of that button, if it is among those offered to this person."""
    reader = Reader.of(user, visit.fund)
    projects = near_projects(reader, around(opened.proposal, stages.written_answers(opened)))
    return next((one for one in went_wrong(reader, projects) if one.challenge.pk == number), None)


def _project(visit: Visit, one: NearProject) -> ShownNeighbour:
    href = visit.href("knowledge-project", slug=one.project.slug)
    return ShownNeighbour(
        href, one.project.title, _("Knowledge project"), [_why(each) for each in one.reasons]
    )


def _risk(visit: Visit, one: WentWrong) -> ShownRisk:
    project = _project(visit, one.near)
    return ShownRisk(
        value=one.challenge.pk,
        project=Link(str(one.near.project), project.href),
        why=project.why,
        text=one.challenge.text,
        line=_line(visit, one.challenge),
        done=one.done.text if one.done else "",
        done_line=_line(visit, one.done) if one.done else None,
    )


def _why(one: Reason) -> str:
    match one.sort:
        case Sort.COUNTRY:
            return _("same country: %(name)s") % {"name": one.name}
        case Sort.REGION:
            return _("same region: %(name)s") % {"name": one.name}
        case Sort.THEME if one.word:
            return _("same theme: %(name)s (“%(word)s” in your text)") % {"name": one.name, "word": one.word}
        case Sort.THEME:
            return _("same theme: %(name)s") % {"name": one.name}


def _line(visit: Visit, one: Statement) -> Link | None:
    """Where it stands in its document. `visible_to` let only those through that the reader may open."""
    source = one.source
    if source is None or source.start_line is None:
        return None
    label = _("line %(line)s") % {"line": source.start_line}
    return Link(label, lines_href(visit, source.document.key, source.start_line))
