"""What the reviews of proposals come to. Who may read it is asked before: see `reviews.access`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from jointfund.instruments.comparing import middle_grade
from jointfund.instruments.models import Round
from jointfund.instruments.services import questionnaire_of
from jointfund.kernel.words import fold
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.terms import Terms
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.models import Proposal
from jointfund.reviews.access import recused
from jointfund.reviews.models import ReviewRound, Scorecard, ScorecardRevision
from jointfund.reviews.rules import Card, Given, MarkerSummary, ReviewSummary, consolidated, total


def summary_of(proposal: Proposal) -> ReviewSummary | None:
    """What the latest round of a proposal comes to; None where it was never reviewed."""
    return summaries_of([proposal]).get(proposal.pk)


def summaries_of(proposals: Sequence[Proposal]) -> Mapping[int, ReviewSummary]:
    """The same by primary key for many; a constant number of queries. Needs `fund` loaded."""
    latest = latest_rounds(proposals)
    markers, barred = markers_of(proposals), recused(proposals)
    terms: dict[int, Terms] = {}
    found = {}
    for key, one in latest.items():
        if one.call_version_id not in terms:
            terms[one.call_version_id] = terms_of(one)
        found[key] = summary_of_round(one, terms[one.call_version_id], markers[key], barred)
    return found


def latest_rounds(proposals: Sequence[Proposal]) -> dict[int, ReviewRound]:
    """The latest round of each proposal with all that a summary needs; six queries.

    Many rounds go by one version of a call, and its words are long: each version is loaded once.
    """
    revisions = Prefetch("revisions", ScorecardRevision.objects.order_by("number"))
    cards = Prefetch(
        "scorecards", Scorecard.objects.select_related("reviewer").prefetch_related(revisions).order_by("pk")
    )
    rows = ReviewRound.objects.filter(proposal__in=proposals).order_by("pk")
    return {one.proposal_id: one for one in rows.prefetch_related("call_version", "assignments", cards)}


def terms_of(one: ReviewRound) -> Terms:
    """The terms a round goes by: those of the call when it began."""
    return read_terms(from_json(one.call_version.words))[0]


def summary_of_round(
    one: ReviewRound,
    terms: Terms,
    markers: Sequence[MarkerSummary],
    barred: Set[tuple[int, int]],
) -> ReviewSummary:
    """What one round comes to; its scorecards and assignments are loaded.

    `barred` are persons and proposals of declared interests: nothing of theirs counts, whenever it came.
    """
    cards = cards_of(one, barred)
    asked = {each.reviewer_id for each in one.assignments.all()}
    rows = consolidated(terms.criteria, cards, terms.reviewing.disputed_from)
    return ReviewSummary(
        proposal=one.proposal_id,
        stage=one.stage,
        expected=sum((person, one.proposal_id) not in barred for person in asked),
        reviews=len(cards),
        is_closed=one.closed_at is not None,
        total=total(rows),
        criteria=rows,
        markers=tuple(markers),
        answer=one.answer,
    )


def cards_of(one: ReviewRound, barred: Set[tuple[int, int]]) -> list[Card]:
    """The submitted scorecards of a round as they stand, without those of who declared an interest."""
    return [
        Card(row.reviewer.audit_reference, given_of(last), last.overall)
        for row in one.scorecards.all()
        if (row.reviewer_id, one.proposal_id) not in barred
        and (last := next(reversed(list(row.revisions.all())), None))
    ]


def given_of(revision: ScorecardRevision) -> dict[str, Given]:
    """What a revision gives by code of criterion."""
    return {
        str(code): Given(Decimal(str(one["score"])), str(one["note"]))
        for code, one in revision.scores.items()
    }


def markers_of(proposals: Sequence[Proposal]) -> Mapping[int, list[MarkerSummary]]:
    """The closed assessments of each proposal, one for each questionnaire; a constant number of queries."""
    names = {fold(name): one.pk for one in proposals for name in (one.reference, one.subject)}
    rows = closed_markers(proposals).prefetch_related("validations", "assessments__submission")
    found: dict[int, dict[str, MarkerSummary]] = defaultdict(dict)
    for one in rows.order_by("pk"):
        found[names[one.subject_key]][one.instrument.code] = marker_of(one)
    return defaultdict(list, {key: list(by_code.values()) for key, by_code in found.items()})


def closed_markers(proposals: Sequence[Proposal]) -> QuerySet[Round]:
    """The closed assessments of which the proposals are the subject, by their reference."""
    rows = Round.objects.filter(
        fund__in={one.fund_id for one in proposals},
        subject_key__in=[fold(name) for one in proposals for name in (one.reference, one.subject)],
        is_tried=False,
        closed_at__isnull=False,
    )
    return rows.select_related("instrument", "fund")


def marker_of(one: Round) -> MarkerSummary:
    """A closed round as a marker: the grade of its respondents beside the validated one."""
    sent = [each.submission.grade for each in one.assessments.all() if hasattr(each, "submission")]
    own = middle_grade(questionnaire_of(one.instrument), sent)
    last = next(reversed(list(one.validations.all())), None)
    return MarkerSummary(
        code=one.instrument.code,
        title=one.instrument.title,
        own=own.code if own else "",
        validated=last.grade if last else "",
        reason=last.reason if last else "",
    )
