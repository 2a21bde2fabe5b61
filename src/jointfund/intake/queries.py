"""Reads of the desk: the intakes of a fund with their counts, one intake, one candidate."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from jointfund.funds.models import Fund
from jointfund.intake.models import (
    Candidate,
    CandidateField,
    CandidateKind,
    CandidateState,
    FileState,
    Intake,
    IntakeState,
)

DECIDED = (CandidateState.ACCEPTED, CandidateState.REJECTED)


@dataclass(frozen=True)
class IntakeSummary:
    """One intake of a list with its counts."""

    intake: Intake
    files: tuple[str, ...]
    refused: int
    waiting: Mapping[str, int]  # by kind, those that wait
    doubts: int
    decided: int
    undecided: int

    @property
    def is_open(self) -> bool:
        return self.intake.state in (IntakeState.READING, IntakeState.READY)


def waiting_intakes(fund: Fund) -> tuple[IntakeSummary, ...]:
    """The intakes somebody has to do something about, those with most doubts first."""
    found = [one for one in all_intakes(fund) if one.is_open]
    return tuple(sorted(found, key=lambda one: (-one.doubts, -one.intake.number)))


def all_intakes(fund: Fund) -> tuple[IntakeSummary, ...]:
    """Every intake of a fund, newest first, in a constant number of queries."""
    still_open = Q(candidates__state=CandidateState.OPEN)
    intakes = (
        Intake.objects.filter(fund=fund)
        .select_related("by")
        .prefetch_related("files")
        .annotate(
            **{
                f"open_{kind.value}": Count("candidates", still_open & Q(candidates__kind=kind))
                for kind in CandidateKind
            },
            decided=Count("candidates", Q(candidates__state__in=DECIDED)),
            undecided=Count("candidates", still_open),
        )
    )
    doubted = CandidateField.objects.filter(
        candidate__intake__fund=fund, candidate__state=CandidateState.OPEN, decision=""
    ).exclude(doubt="")
    doubts = Counter(doubted.values_list("candidate__intake_id", flat=True))
    return tuple(
        IntakeSummary(
            intake,
            tuple(file.title or file.name for file in intake.files.all()),
            sum(file.state == FileState.REFUSED for file in intake.files.all()),
            {kind.value: getattr(intake, f"open_{kind.value}") for kind in CandidateKind},
            doubts[intake.pk],
            intake.decided,
            intake.undecided,
        )
        for intake in intakes
    )


def find_intake(fund: Fund, number: int) -> Intake | None:
    """The intake of that number with its files; None where there is none."""
    found = Intake.objects.filter(fund=fund, number=number).select_related("fund", "by")
    return found.prefetch_related("files").first()


def find_candidate(fund: Fund, number: int, candidate_number: int) -> Candidate | None:
    """One candidate of an intake; None where there is none."""
    found = Candidate.objects.filter(intake__fund=fund, intake__number=number, number=candidate_number)
    return found.select_related(
        "intake__fund", "file", "programme__fund", "project", "session", "decided_by"
    ).first()


def neighbours(candidate: Candidate) -> tuple[int | None, int | None]:
    """Numbers of the open candidates before and after one, as they stand in the files."""
    rest = candidate.intake.candidates.filter(state=CandidateState.OPEN)
    numbers = rest.values_list("number", flat=True)
    before = numbers.filter(number__lt=candidate.number).order_by("-number").first()
    after = numbers.filter(number__gt=candidate.number).order_by("number").first()
    return before, after
