"""Answering: opening a round, joining it, saving and sending answers, closing, validating.

Respondents are blind to each other until the round is closed; what was sent is frozen with its result.
"""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.instruments.answers import Answer, AnswerFault, answers_as_json, faults_of, read_answers
from jointfund.instruments.models import Assessment, InstrumentVersion, Round, Stage, Submission, Validation
from jointfund.instruments.scoring import result
from jointfund.instruments.services.publishing import questionnaire_of
from jointfund.kernel.errors import DomainError
from jointfund.kernel.words import fold
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, require

# Tries anybody may begin on the public site within an hour, and how long one never sent is kept.
MOST_TRIES_AN_HOUR = 300
UNSENT_KEPT = timedelta(days=90)
MOST_RESPONDENTS = 30


class NotPublic(DomainError):
    """The questionnaire is not open to everybody."""


class TooManyTries(DomainError):
    """More was begun within the hour than the site takes."""


class RoundIsClosed(DomainError):
    """Nothing can be answered in a closed round."""


class AlreadySent(DomainError):
    """What was sent is frozen."""


class AlreadyAnswers(DomainError):
    """A person answers once in a round."""


class NothingSent(DomainError):
    """A round without an answer cannot be closed or validated."""


class NeedsAnotherPerson(DomainError):
    """Who answered does not validate."""


class NoSuchGrade(DomainError):
    """The questionnaire has no such grade."""


class UnfinishedAnswers(DomainError):
    """What keeps answers from being sent, each with its question."""

    def __init__(self, faults: list[AnswerFault]) -> None:
        super().__init__(" ".join(one.message for one in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Wanted:
    """What a round is to be: of which subject, at which stage, for one or several respondents."""

    subject: str
    stage: Stage = Stage.SELF
    is_for_several: bool = False
    is_compared: bool = False


@dataclass(frozen=True)
class Begun:
    """Answers somebody began, and the token that opens them; only here it stands in plain."""

    assessment: Assessment
    token: str


@transaction.atomic
def try_instrument(
    version: InstrumentVersion, wanted: Wanted, *, label: str, actor: User | None, now: datetime
) -> Begun:
    """Open a round on the public site and begin to answer. Raises NotPublic, TooManyTries.

    No event is written before something is sent: an address visited is no act on the record.
    """
    if not version.is_public:
        raise NotPublic("This questionnaire is not open to everybody.")
    recent = Round.objects.filter(fund=version.fund, is_tried=True, opened_at__gt=now - timedelta(hours=1))
    if recent.count() >= MOST_TRIES_AN_HOUR:
        raise TooManyTries("Many people are trying this just now. Please come back in an hour.")
    who = actor.audit_reference if actor else _guest()
    found = _new_round(version, wanted, who, now, is_tried=True)
    return _begin(found, label=label, respondent=who, is_lead=True, now=now)


@transaction.atomic
def open_round(version: InstrumentVersion, wanted: Wanted, *, actor: User, now: datetime) -> Round:
    """A round of a subject of the fund, answered through its invitation link. Raises NotAllowed."""
    require(actor, Permission.ASSESSMENT_OPEN, InFund(version.fund))
    found = _new_round(version, wanted, actor.audit_reference, now, is_tried=False)
    _tell(found, Verb.ASSESSMENT_OPENED, actor.audit_reference, subject=found.subject, stage=found.stage)
    return found


@transaction.atomic
def join_round(found: Round, *, label: str, actor: User | None, now: datetime) -> Begun:
    """Begin to answer in a round one was invited to. Raises RoundIsClosed, AlreadyAnswers."""
    found = _locked(found)
    taken = found.assessments.count()
    if taken >= (MOST_RESPONDENTS if found.is_for_several else 1):
        raise RoundIsClosed("This assessment takes no further respondents.")
    who = actor.audit_reference if actor else _guest()
    try:
        with transaction.atomic():
            return _begin(found, label=label, respondent=who, is_lead=False, now=now)
    except IntegrityError:
        raise AlreadyAnswers("You answer in this assessment already. Use the link you were given.") from None


@transaction.atomic
def save_answers(assessment: Assessment, given: Mapping[str, Answer], *, now: datetime) -> Assessment:
    """Keep the answers to some questions as they were typed, wrong ones too; others stay as they are.

    Raises AlreadySent, RoundIsClosed.
    """
    _locked(assessment.round)
    kept = _open_assessment(assessment)
    questionnaire = questionnaire_of(kept.round.instrument)
    known = {one.code for one in questionnaire.questions()}
    answers = read_answers(questionnaire, kept.answers).with_those(
        {code: one for code, one in given.items() if code in known}
    )
    kept.answers, kept.saved_at = answers_as_json(answers), now
    kept.save(update_fields=["answers", "saved_at"])
    return kept


@transaction.atomic
def send_answers(assessment: Assessment, *, now: datetime) -> Submission:
    """Freeze the answers with their result. A round for one respondent is closed with it.

    Raises AlreadySent, RoundIsClosed, UnfinishedAnswers with every question that keeps it from being sent.
    """
    found = _locked(assessment.round)
    kept = _open_assessment(assessment)
    questionnaire = questionnaire_of(kept.round.instrument)
    answers = read_answers(questionnaire, kept.answers)
    if faults := faults_of(questionnaire, answers):
        raise UnfinishedAnswers(faults)
    outcome = result(questionnaire, answers)
    if outcome.grade is None or outcome.score is None:
        raise UnfinishedAnswers(
            [AnswerFault("", "No answer counts yet: answer at least one scored question.")]
        )
    sent = Submission.objects.create(
        assessment=kept,
        answers=answers_as_json(answers),
        grade=outcome.grade.code,
        score=outcome.score,
        sections={one.section.code: f"{one.share:.4f}" for one in outcome.sections if one.share is not None},
        submitted_at=now,
    )
    _tell(found, Verb.ASSESSMENT_SENT, kept.respondent, grade=sent.grade, score=str(sent.score))
    if not found.is_for_several:
        _close(found, kept.respondent, now)
    return sent


@transaction.atomic
def close_round(found: Round, *, actor: User | Assessment, now: datetime) -> Round:
    """End the answering, so that respondents see each other's answers. Who did not send, did not answer.

    The actor is a person of the fund, or the assessment of who opened a round on the public site.
    Raises NotAllowed, NothingSent, RoundIsClosed.
    """
    if isinstance(actor, User):
        require(actor, Permission.ASSESSMENT_OPEN, InFund(found.fund))
        who = actor.audit_reference
    elif actor.is_lead and actor.round_id == found.pk:
        who = actor.respondent
    else:
        raise RoundIsClosed("Only who opened this assessment closes it.")
    found = _locked(found)
    if not Submission.objects.filter(assessment__round=found).exists():
        raise NothingSent("Nobody has sent answers yet.")
    _close(found, who, now)
    return found


@transaction.atomic
def validate_round(found: Round, *, grade: str, reason: str, actor: User, now: datetime) -> Validation:
    """Record the grade another person stands for, beside the self-assessed one.

    Raises NotAllowed, NothingSent, NeedsAnotherPerson, NoSuchGrade.
    """
    require(actor, Permission.ASSESSMENT_VALIDATE, InFund(found.fund))
    found = (
        Round.objects.select_for_update(of=("self",)).select_related("fund", "instrument").get(pk=found.pk)
    )
    if found.closed_at is None:
        raise NothingSent("Close the assessment first: respondents answer blind to each other until then.")
    who = actor.audit_reference
    if found.assessments.filter(respondent=who).exists():
        raise NeedsAnotherPerson("Another person validates this: you answered it.")
    if questionnaire_of(found.instrument).band(grade) is None:
        raise NoSuchGrade("Choose one of the grades.")
    if not reason.strip():
        raise NoSuchGrade("Say why in a sentence: the reason stands beside the grade.")
    kept = Validation.objects.create(
        round=found, grade=grade, reason=reason.strip()[:4000], validated_by=who, validated_at=now
    )
    _tell(found, Verb.ASSESSMENT_VALIDATED, who, grade=grade)
    return kept


@transaction.atomic
def share_result(assessment: Assessment) -> str:
    """The token under which others may see the result; the same one each time."""
    kept = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if not kept.share:
        kept.share = secrets.token_urlsafe(16)
        kept.save(update_fields=["share"])
    return kept.share


@transaction.atomic
def unshare_result(assessment: Assessment) -> None:
    """The link shows nothing any more."""
    Assessment.objects.filter(pk=assessment.pk).update(share=None)


def drop_unsent_tries(now: datetime | None = None) -> int:
    """Remove public rounds nobody sent an answer in within UNSENT_KEPT; how many. Safe to run twice."""
    old = Round.objects.filter(is_tried=True, opened_at__lt=(now or timezone.now()) - UNSENT_KEPT)
    unsent = old.exclude(assessments__submission__isnull=False)
    return unsent.delete()[1].get("instruments.Round", 0)


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _new_round(
    version: InstrumentVersion, wanted: Wanted, who: str, now: datetime, *, is_tried: bool
) -> Round:
    fund = Fund.objects.select_for_update().get(pk=version.fund_id)
    highest: int = fund.assessment_rounds.aggregate(Max("number"))["number__max"] or 0
    subject = " ".join(wanted.subject.split())[:120]
    return Round.objects.create(
        fund=fund,
        instrument=version,
        number=highest + 1,
        subject=subject,
        subject_key=fold(subject)[:120],
        stage=wanted.stage,
        is_for_several=wanted.is_for_several,
        is_tried=is_tried,
        is_compared=wanted.is_compared,
        invitation=secrets.token_urlsafe(16) if wanted.is_for_several or not is_tried else None,
        opened_by=who,
        opened_at=now,
    )


def _begin(found: Round, *, label: str, respondent: str, is_lead: bool, now: datetime) -> Begun:
    token = secrets.token_urlsafe(24)
    kept = Assessment.objects.create(
        round=found,
        respondent=respondent,
        label=" ".join(label.split())[:120],
        is_lead=is_lead,
        digest=digest_of(token),
        begun_at=now,
        saved_at=now,
    )
    return Begun(kept, token)


def _locked(found: Round) -> Round:
    locked = Round.objects.select_for_update(of=("self",)).select_related("fund").get(pk=found.pk)
    if locked.closed_at is not None:
        sent = Submission.objects.filter(assessment__round=locked).exists()
        raise (AlreadySent if sent and not locked.is_for_several else RoundIsClosed)(
            "This assessment is closed: what was sent stays as it is."
        )
    return locked


def _open_assessment(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("round__instrument")
    kept = rows.get(pk=assessment.pk)
    if Submission.objects.filter(assessment=kept).exists():
        raise AlreadySent("Your answers were sent and stay as they are.")
    return kept


def _close(found: Round, who: str, now: datetime) -> None:
    found.closed_by, found.closed_at = who, now
    found.save(update_fields=["closed_by", "closed_at"])
    _tell(found, Verb.ASSESSMENT_CLOSED, who)


def _guest() -> str:
    return f"guest:{uuid.uuid4()}"


def _tell(found: Round, verb: Verb, who: str, **after: str) -> None:
    audit.record(verb, found.reference, actor=who, fund=found.fund, after=dict(after) or None)
