"""Reading questionnaires, rounds and what came of them, for pages and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from jointfund.funds.models import Fund
from jointfund.instruments.answers import read_answers
from jointfund.instruments.comparing import middle_grade
from jointfund.instruments.models import Assessment, InstrumentVersion, Round, Submission, Validation
from jointfund.instruments.questionnaire import Band, Questionnaire
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.instruments.scoring import Result, result
from jointfund.instruments.services.answering import digest_of


@dataclass(frozen=True)
class Sent:
    """One respondent's sent answers with their result, computed by the version they were answered by."""

    label: str
    submission: Submission
    result: Result


@dataclass(frozen=True)
class RoundOutcome:
    """What came of a round. `sent` is empty while it is open: respondents are blind to each other.

    `own` is the self-assessed grade (of several the middle one), `validated` the latest validation.
    """

    round: Round
    questionnaire: Questionnaire
    invited: int
    answered: int
    sent: tuple[Sent, ...]
    own: Band | None
    validations: tuple[Validation, ...]

    @property
    def validated(self) -> Validation | None:
        return self.validations[-1] if self.validations else None


@dataclass(frozen=True)
class Held:
    """The grade a subject holds: the validated one, else its own; when and at which stage it was given."""

    subject: str
    grade: str
    stage: str
    on: date
    is_validated: bool
    version: int


def versions_in_force(fund: Fund, day: date, *, public_only: bool = False) -> list[InstrumentVersion]:
    """The version of each questionnaire that counts on a day."""
    rows = fund.instruments.filter(valid_from__lte=day)
    newest = rows.values("code").annotate(last=Max("number")).values("last")
    latest = newest.filter(code=OuterRef("code")).order_by()
    found = rows.filter(number=Subquery(latest[:1])).order_by("title")
    return list(found.filter(is_public=True) if public_only else found)


def version_in_force(fund: Fund, code: str, day: date) -> InstrumentVersion | None:
    """The version of one questionnaire that counts on a day."""
    rows = fund.instruments.select_related("fund").filter(code=code, valid_from__lte=day)
    return rows.order_by("-number").first()


def assessment_of_token(fund: Fund, token: str) -> Assessment | None:
    """The answers a token opens."""
    return _assessments(fund).filter(digest=digest_of(token)).first()


def assessment_of_share(fund: Fund, token: str) -> Assessment | None:
    """The sent answers their owner shows under a token."""
    return _assessments(fund).filter(share=token, submission__isnull=False).first()


def round_of_invitation(fund: Fund, token: str) -> Round | None:
    """The round an invitation link leads to."""
    rows = Round.objects.select_related("fund", "instrument")
    return rows.filter(fund=fund, invitation=token).first()


def find_round(fund: Fund, number: int) -> Round | None:
    """A round of the fund's own subjects; rounds tried on the public site are nobody's to open."""
    rows = Round.objects.select_related("fund", "instrument")
    return rows.filter(fund=fund, number=number, is_tried=False).first()


def rounds_at_the_desk(fund: Fund) -> QuerySet[Round]:
    """The rounds of the fund's subjects, the latest first, with how many began and how many sent."""
    return (
        Round.objects.filter(fund=fund, is_tried=False)
        .select_related("instrument", "fund")
        .annotate(
            begun=Count("assessments", distinct=True),
            answered=Count("assessments", filter=Q(assessments__submission__isnull=False), distinct=True),
        )
        .prefetch_related("validations", Prefetch("assessments", _with_submission()))
    )


def outcome_of(found: Round) -> RoundOutcome:
    """What came of a round; of an open one only how many answered."""
    questionnaire = read_questionnaire(found.instrument.document)
    rows = list(found.assessments.select_related("submission").order_by("pk"))
    sent = [one for one in rows if hasattr(one, "submission")]
    is_open = found.closed_at is None
    shown = () if is_open else tuple(_sent(questionnaire, one) for one in sent)
    return RoundOutcome(
        found,
        questionnaire,
        len(rows),
        len(sent),
        shown,
        middle_grade(questionnaire, [one.submission.grade for one in shown]),
        tuple(found.validations.order_by("pk")),
    )


def result_of(assessment: Assessment) -> Result:
    """The result of one assessment as it stands: sent answers if they were sent, else the draft."""
    questionnaire = read_questionnaire(assessment.round.instrument.document)
    sent = submission_of(assessment)
    return result(questionnaire, read_answers(questionnaire, sent.answers if sent else assessment.answers))


def submission_of(assessment: Assessment) -> Submission | None:
    """What was sent of an assessment; None while nothing was."""
    return assessment.submission if hasattr(assessment, "submission") else None


def sections_of_others(found: Round) -> dict[str, dict[str, Decimal]]:
    """By place the per cent of each section, over places that agreed to be counted, this one left out.

    Of each place its latest answer to the same version; two queries in all.
    """
    rows = (
        Submission.objects.filter(
            assessment__round__instrument=found.instrument_id,
            assessment__round__is_compared=True,
            assessment__is_lead=True,
        )
        .exclude(assessment__round__subject_key=found.subject_key)
        .order_by("submitted_at", "pk")
        .values_list("assessment__round__subject_key", "sections")
    )
    return {
        key: {code: Decimal(share) for code, share in sections.items()} for key, sections in rows.iterator()
    }


def grades_held(fund: Fund, code: str, subjects: Sequence[str]) -> dict[str, Held | None]:
    """The latest grade of each subject by one questionnaire, whatever its version; None for none.

    A programme older than a marker simply has none: null, not zero. Three queries, whatever the number.
    """
    found: dict[str, Held | None] = dict.fromkeys(subjects)
    rows = rounds_at_the_desk(fund).filter(
        instrument__code=code, subject__in=list(subjects), closed_at__isnull=False
    )
    for one in rows.order_by("closed_at", "pk"):
        if held := held_by(one):
            found[one.subject] = held
    return found


def grades_over_time(fund: Fund, code: str, subject: str) -> list[Held]:
    """What one subject held, the earliest first."""
    rows = rounds_at_the_desk(fund).filter(instrument__code=code, subject=subject, closed_at__isnull=False)
    return [held for one in rows.order_by("closed_at", "pk") if (held := held_by(one))]


def held_by(found: Round) -> Held | None:
    """The grade of a closed round with its prefetched rows; None for an open one."""
    sent = [one.submission.grade for one in found.assessments.all() if hasattr(one, "submission")]
    if found.closed_at is None or not sent:
        return None
    validations = list(found.validations.all())
    own = middle_grade(read_questionnaire(found.instrument.document), sent)
    grade = validations[-1].grade if validations else own.code if own else ""
    return Held(
        found.subject,
        grade,
        str(found.get_stage_display()),
        found.closed_at.date(),
        bool(validations),
        found.instrument.number,
    )


def _sent(questionnaire: Questionnaire, one: Assessment) -> Sent:
    answers = read_answers(questionnaire, one.submission.answers)
    return Sent(one.label, one.submission, result(questionnaire, answers))


def _assessments(fund: Fund) -> QuerySet[Assessment]:
    return _with_submission().select_related("round__fund", "round__instrument").filter(round__fund=fund)


def _with_submission() -> QuerySet[Assessment]:
    return Assessment.objects.select_related("submission")
