"""Questions about a call: anybody asks, the secretariat answers once, everybody reads the answer.

Who asks is not kept. For the limit alone a keyed digest of account or network address stays for a day.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.rules import takes_questions
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.models_calls import AskedLately, Call, CallQuestion, CallState

WINDOW = timedelta(days=1)
MOST_OF_ONE = 5  # questions a day from one account or one address
MOST_OF_ALL = 500  # questions a day over all: an end to flooding from many addresses
LONGEST = 2000


class QuestionRefused(DomainError):
    """The question is empty, too long, or the time for questions is over."""


class TooManyQuestions(DomainError):
    """So many questions came from here today that the next has to wait."""


@transaction.atomic
def ask_question(call: Call, text: str, *, asker: str, now: datetime) -> CallQuestion:
    """Take in a question. `asker` is an account or a network address and leaves no trace but a digest.

    Raises QuestionRefused, TooManyQuestions.
    """
    call = Call.objects.select_for_update(of=("self",)).select_related("fund").get(pk=call.pk)
    asked = text.replace("\0", "").strip()
    if not asked:
        raise QuestionRefused(_("Write your question."))
    if len(asked) > LONGEST:
        raise QuestionRefused(_("A question has at most %(most)s characters.") % {"most": LONGEST})
    published = call.versions.last()
    if published is None or call.state == CallState.WITHDRAWN:
        raise QuestionRefused(_("This call takes no questions."))
    terms, _faults = read_terms(from_json(published.words))
    if not takes_questions(terms, now):
        raise QuestionRefused(_("The time for questions about this call is over."))
    _count(asker, now)
    highest: int = call.questions.aggregate(Max("number"))["number__max"] or 0
    question = CallQuestion.objects.create(call=call, number=highest + 1, text=asked, asked_at=now)
    audit.record(
        Verb.CALL_QUESTION_ASKED,
        call.subject,
        actor="visitor",
        fund=call.fund,
        after={"question": question.number},
    )
    return question


@transaction.atomic
def answer_question(question: CallQuestion, answer: str, *, actor: User | str, now: datetime) -> CallQuestion:
    """Publish an answer for everybody, or correct one. Raises QuestionRefused, NotAllowed."""
    require(actor, Permission.CALL_EDIT, InFund(question.call.fund))
    question = _locked(question)
    said = answer.replace("\0", "").strip()[:20_000]
    if not said:
        raise QuestionRefused(_("Write the answer; everybody will read it."))
    before = question.answer
    question.answer, question.answered_at, question.answered_by = said, now, reference_of(actor)
    question.is_set_aside = False
    question.save()
    _tell(Verb.CALL_QUESTION_ANSWERED, question, actor, before)
    return question


@transaction.atomic
def set_question_aside(question: CallQuestion, *, actor: User | str) -> CallQuestion:
    """Leave a question that is none unanswered; readers never see it. Raises QuestionRefused, NotAllowed."""
    require(actor, Permission.CALL_EDIT, InFund(question.call.fund))
    question = _locked(question)
    if question.answer:
        raise QuestionRefused(_("It is answered: readers rely on it."))
    question.is_set_aside = True
    question.save(update_fields=["is_set_aside"])
    _tell(Verb.CALL_QUESTION_SET_ASIDE, question, actor)
    return question


def _locked(question: CallQuestion) -> CallQuestion:
    rows = CallQuestion.objects.select_for_update(of=("self",)).select_related("call__fund")
    return rows.get(pk=question.pk)


def _count(asker: str, now: datetime) -> None:
    AskedLately.objects.filter(at__lte=now - WINDOW).delete()
    digest = salted_hmac("jointfund.proposals.questions", asker, algorithm="sha256").hexdigest()
    if AskedLately.objects.filter(asker=digest).count() >= MOST_OF_ONE:
        raise TooManyQuestions(
            _("Several questions came from here today. Please send the next one tomorrow.")
        )
    if AskedLately.objects.count() >= MOST_OF_ALL:
        raise TooManyQuestions(_("Very many questions came today. Please send yours tomorrow."))
    AskedLately.objects.create(asker=digest, at=now)


def _tell(verb: Verb, question: CallQuestion, actor: User | str, before: str = "") -> None:
    audit.record(
        verb,
        question.call.subject,
        actor=reference_of(actor),
        fund=question.call.fund,
        before={"answer": before} if before else None,
        after={"question": question.number, "answer": question.answer},
    )
