"""Events told to those concerned: in the list, by letter as each chose; never at the cost of the action."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jointfund.audit.sealing import seal_events
from jointfund.config.telling import tell_people
from jointfund.notices import services
from jointfund.notices.kinds import Kind
from jointfund.notices.mailing import make_digests, send_letters
from jointfund.notices.models import Letter, LetterState, Notice, Recipient
from jointfund.notices.rules import BACK_OFF, How, last_digest_time, next_attempt
from jointfund.people.models import User
from jointfund.publications import services as publications
from jointfund.publications.models import Publication, PublicationKind
from jointfund.publications.orders import Parameters
from jointfund.publications.services.drafting import Draft

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)  # a Tuesday
SOFIA = services.Addressee("user:sofia", "sofia@test.example")


def news(fund, source="event:1", at=NOW, **values: str) -> services.News:
    given = {"title": "A <brief>\nof two lines", "who": "Sofia", "note": "", **values}
    return services.News(fund, f"{fund.code}/publication/3", at, source, given)


def tell(fund, kind=Kind.REVIEW_ASKED, **more) -> Notice:
    services.notify(kind, [SOFIA], news(fund, **more))
    return Notice.objects.first()


def everything_told() -> None:
    seal_events()
    tell_people()


@pytest.fixture
def people(demo_fund):
    """Sofia, who drafts, and the second person; what the demonstration itself gave rise to is gone."""
    everything_told()
    Recipient.objects.all().delete()
    mail.outbox.clear()
    return [User.objects.get(email=f"{name}@demo.example") for name in ("sofia", "second")]


@pytest.fixture
def sent(demo_fund, people) -> Publication:
    """A publication Sofia sent to review, told of."""
    sofia = people[0]
    made = publications.draft_publication(
        demo_fund,
        PublicationKind.PORTFOLIO,
        Draft(Parameters()),
        actor=sofia.audit_reference,
        today=timezone.localdate(),
        by=sofia,
    )
    publications.send_to_review(made, actor=sofia.audit_reference, by=sofia)
    everything_told()
    return made


def told(user: User) -> list[str]:
    return list(
        Notice.objects.filter(recipient__reference=user.audit_reference).values_list("kind", flat=True)
    )


def test_who_may_release_is_told_of_a_review_and_its_author_is_not(people, sent):
    assert [told(one) for one in people] == [[], [Kind.REVIEW_ASKED]]
    assert send_letters() == 1
    letter = mail.outbox[0]
    assert letter.to == ["second@demo.example"]
    assert sent.title in letter.subject
    assert "Why you get this: You may release publications" in letter.body
    assert letter.alternatives[0].mimetype == "text/html"


def test_its_author_is_told_that_it_came_back_with_the_note(people, sent):
    publications.return_to_draft(sent, note="Say it shorter", actor=people[1].audit_reference, by=people[1])
    everything_told()
    assert told(people[0]) == [Kind.PUBLICATION_RETURNED]
    send_letters()
    assert "Say it shorter" in mail.outbox[-1].body


def test_its_author_is_told_of_release_and_withdrawal(people, sent):
    today, second = timezone.localdate(), people[1]
    publications.release(sent, actor=second.audit_reference, today=today, by=second)
    fresh = Publication.objects.get(pk=sent.pk)
    publications.withdraw(fresh, reason="A wrong sum", actor=second.audit_reference, today=today, by=second)
    everything_told()
    assert set(told(people[0])) == {Kind.PUBLICATION_RELEASED, Kind.PUBLICATION_WITHDRAWN}


def test_who_handed_documents_in_is_told_when_they_are_read(demo_fund, people):
    from tests.intake.papers import BOOKLET

    from jointfund.intake import services as intake
    from jointfund.intake.models import Origin

    content, sofia = BOOKLET.encode(), people[0]
    made = intake.hand_in(
        demo_fund,
        [intake.Upload("b.txt", len(content), content)],
        actor=sofia.audit_reference,
        origin=Origin.UPLOAD,
        by=sofia,
    )
    intake.read_intake(made.pk)
    everything_told()
    assert [told(one) for one in people] == [[Kind.INTAKE_READ], []]
    assert send_letters() == 0, "of this people are told here only, unless they choose otherwise"


def test_telling_again_tells_nobody_twice(open_fund):
    assert services.notify(Kind.REVIEW_ASKED, [SOFIA], news(open_fund)) == 1
    assert services.notify(Kind.REVIEW_ASKED, [SOFIA], news(open_fund)) == 0
    assert Letter.objects.count() == 1


def test_an_event_whose_telling_fails_is_passed_over_after_three_times(people, sent, monkeypatch):
    from jointfund.audit.following import MOST_FAILURES, follow
    from jointfund.audit.services import Verb

    def broken(event):
        raise RuntimeError("broken")

    for _ in range(MOST_FAILURES):
        with pytest.raises(RuntimeError):
            follow("test", [Verb.PUBLICATION_SENT], broken)
    seen = []
    follow("test", [Verb.PUBLICATION_SENT], seen.append)
    assert sent.draft in [int(event.subject.rpartition("/")[2]) for event in seen]
    assert len(seen) == 2, "the first of three was passed over"


def test_a_title_of_two_lines_makes_a_subject_of_one_and_is_escaped(open_fund):
    tell(open_fund)
    assert send_letters(NOW) == 1
    letter = mail.outbox[-1]
    assert letter.subject == "“A <brief> of two lines” waits for your review"
    assert "A &lt;brief&gt;" in letter.alternatives[0].content
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("how", "before", "after"),
    [
        (How.DAILY, datetime(2026, 4, 1, 5, 59, tzinfo=UTC), datetime(2026, 4, 1, 6, 1, tzinfo=UTC)),
        (How.WEEKLY, datetime(2026, 4, 5, 23, tzinfo=UTC), datetime(2026, 4, 6, 6, 1, tzinfo=UTC)),
    ],
)
def test_a_digest_holds_what_came_since_the_last_and_leaves_when_it_is_due(open_fund, how, before, after):
    services.choose(SOFIA, {Kind.REVIEW_ASKED: how})
    tell(open_fund, source="event:1")
    tell(open_fund, source="event:2")
    assert (make_digests(before), send_letters(before)) == (0, 0)
    assert (make_digests(after), send_letters(after)) == (1, 1)
    assert mail.outbox[-1].subject == "2 notices for you"
    assert make_digests(after + timedelta(hours=1)) == 0


def test_what_was_read_here_is_in_no_digest(open_fund):
    services.choose(SOFIA, {Kind.REVIEW_ASKED: How.DAILY})
    services.read_notice(SOFIA.reference, tell(open_fund).pk, now=NOW)
    assert make_digests(NOW + timedelta(days=2)) == 0


def test_only_here_sends_no_letter(open_fund):
    services.choose(SOFIA, {Kind.REVIEW_ASKED: How.HERE})
    tell(open_fund)
    assert (make_digests(NOW + timedelta(days=9)), send_letters(NOW)) == (0, 0)


class Refusing:
    """A mail server that takes nothing, for so many letters."""

    def __init__(self, times: int) -> None:
        self.times = times

    def send(self, *args: object, **kwargs: object) -> int:
        self.times -= 1
        if self.times >= 0:
            raise smtplib.SMTPServerDisconnected("sofia@test.example: go away")
        return 1


def test_a_refusing_mail_server_is_tried_again_later_and_later_and_then_given_up(open_fund, monkeypatch):
    tell(open_fund)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", Refusing(99).send)
    moment, waits = NOW, []
    for _ in range(len(BACK_OFF) + 1):
        assert send_letters(moment) == 0
        letter = Letter.objects.get()
        assert "sofia" not in letter.failure
        assert send_letters(letter.due_at - timedelta(seconds=1)) == 0
        waits.append(letter.due_at - moment)
        moment = letter.due_at
    assert waits[:-1] == list(BACK_OFF)
    assert Letter.objects.get().state == LetterState.GIVEN_UP
    assert send_letters(moment + timedelta(days=9)) == 0
    assert Letter.objects.get().attempts == len(BACK_OFF) + 1


def test_a_mail_server_that_comes_back_gets_the_letter_once(open_fund, monkeypatch):
    tell(open_fund)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", Refusing(1).send)
    assert send_letters(NOW) == 0
    assert send_letters(NOW + BACK_OFF[0]) == 1
    assert send_letters(NOW + timedelta(days=2)) == 0


def test_two_workers_never_send_the_same_letter(open_fund, monkeypatch):
    tell(open_fund)
    sent = []

    def send(self, **kwargs: object) -> int:
        sent.append(self.to)
        send_letters(NOW)  # the other worker, while this one is at it
        return 1

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)
    assert send_letters(NOW) == 1
    assert len(sent) == 1


def test_the_rules_of_time_hold_at_their_edges():
    assert last_digest_time(How.DAILY, NOW.replace(hour=6)) == NOW.replace(hour=6)
    assert last_digest_time(How.DAILY, NOW.replace(hour=5)) == NOW.replace(hour=6) - timedelta(days=1)
    assert last_digest_time(How.WEEKLY, NOW) == datetime(2026, 3, 30, 6, tzinfo=UTC)
    assert next_attempt(1, NOW) == NOW + BACK_OFF[0]
    assert next_attempt(len(BACK_OFF) + 1, NOW) is None


def test_a_link_in_a_letter_ends_letters_of_its_kind_without_signing_in(open_fund):
    services.choose(SOFIA, {Kind.REVIEW_ASKED: How.DAILY})
    tell(open_fund)
    address = f"/notices/unsubscribe/{services.unsubscribe_token(SOFIA.reference, Kind.REVIEW_ASKED)}/"
    stranger = Client(enforce_csrf_checks=True)
    assert "Send me no more" in stranger.get(address).content.decode()
    assert make_digests(NOW + timedelta(days=2)) == 1, "looking at the page changes nothing"
    tell(open_fund, source="event:2")
    assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(open_fund, source="event:3")
    assert make_digests(NOW + timedelta(days=4)) == 0
    assert Notice.objects.count() == 3


@pytest.mark.parametrize(
    "spoil", [lambda token: token + "x", lambda token: "x" + token[1:], lambda _: "nonsense"]
)
def test_a_link_that_was_changed_is_worthless(open_fund, spoil):
    tell(open_fund)
    token = spoil(services.unsubscribe_token(SOFIA.reference))
    assert Client().post(f"/notices/unsubscribe/{token}/").status_code == 404


def test_who_is_forgotten_leaves_nothing(open_fund):
    tell(open_fund)
    services.choose(SOFIA, {Kind.REVIEW_ASKED: How.DAILY})
    services.forget(SOFIA.reference, called="nobody")
    assert not Recipient.objects.exists()
    assert not Notice.objects.exists()
    assert not Letter.objects.exists()
