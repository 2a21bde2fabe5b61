"""Practices and invitations: who is told, where the notice leads, what stays of an erased person."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jointfund.audit.models import Event
from jointfund.audit.sealing import seal_events
from jointfund.audit.verifying import verify
from jointfund.config.telling import tell_people
from jointfund.knowledge import services as knowledge
from jointfund.knowledge.models import Practice
from jointfund.notices import services
from jointfund.notices.kinds import Kind
from jointfund.notices.mailing import send_letters
from jointfund.notices.models import Letter, Notice, Preference, Recipient
from jointfund.notices.rules import How
from jointfund.people import services as people
from jointfund.people.models import Role, User
from jointfund.ui.waiting import waiting_for


def told(user: User) -> list[str]:
    seal_events()
    tell_people()
    found = Notice.objects.filter(recipient__reference=user.audit_reference).order_by("pk")
    return list(found.values_list("kind", flat=True))


def opened(user: User) -> str:
    """Where the last notice of a person leads."""
    client = Client()
    client.force_login(user)
    notice = Notice.objects.filter(recipient__reference=user.audit_reference)[0]
    return client.get(f"/notices/{notice.pk}/").url


def practice() -> Practice:
    return Practice.objects.get()


def test_who_may_publish_is_told_of_a_practice_in_review_and_its_author_is_not(
    sofia, second, amina, reviewed
):
    assert [told(one) for one in (sofia, second, amina)] == [[], [Kind.PRACTICE_REVIEW_ASKED], []]
    assert send_letters(timezone.now()) == 1
    assert mail.outbox[0].subject == "“A registry office that travels” waits for your review"
    assert opened(second).endswith("/desk/practices/1/")


def test_its_author_is_told_that_a_practice_was_returned_published_and_withdrawn(sofia, second, reviewed):
    today = timezone.localdate()
    knowledge.return_practice(practice(), note="Name the law", actor=second)
    knowledge.send_practice_to_review(practice(), actor=sofia)
    knowledge.publish_practice(practice(), actor=second, today=today)
    knowledge.withdraw_practice(practice(), reason="The law has changed", actor=second, today=today)
    assert told(sofia) == [Kind.PRACTICE_RETURNED, Kind.PRACTICE_PUBLISHED, Kind.PRACTICE_WITHDRAWN]
    assert told(second) == [], "nobody is asked to review what waits no more"


def test_a_practice_in_review_waits_for_the_second_person_alone(sofia, second, amina, reviewed, rf):
    from jointfund.ui.visit import Visit

    visit = Visit(reviewed.fund, None, timezone.localdate())
    assert [len(waiting_for(one, visit).things) for one in (sofia, second, amina)] == [0, 1, 0]
    thing = waiting_for(second, visit).things[0]
    assert (thing.title, thing.action.href) == ("A registry office that travels", "/desk/practices/1/")
    assert thing.since == Event.objects.get(verb="practice:sent_to_review").at


def test_who_invited_is_told_that_the_invitation_was_accepted_without_a_name(open_fund, sofia):
    now = timezone.now()
    wanted = people.RoleWanted(Role.REVIEWER)
    issued = people.invite_person(
        "ravi@town.example", wanted, fund=open_fund, actor=sofia, reason="reviews", now=now
    )
    people.accept_invitation(issued.token, name="Ravi", password="p" * 12, now=now)
    assert told(sofia) == [Kind.INVITATION_ACCEPTED]
    assert Notice.objects.get().values["role"] == "Reviewer"
    assert "ravi" not in str(Notice.objects.get().values).lower()
    assert opened(sofia).endswith("/desk/people/")


def test_who_administers_an_organisation_is_led_to_its_people(open_fund, sofia):
    now = timezone.now()
    iom = people.register_organisation(open_fund, people.OrganisationValues("Migration", "un", "IOM"))
    pia = people.add_user(actor="system:test", email="pia@town.example", name="Pia", password=None)
    people.give_role(
        actor="system:test", user=pia, fund=open_fund, role=Role.ORGANISATION_ADMIN, organisation=iom
    )
    wanted = people.RoleWanted(Role.OFFICER, iom)
    issued = people.invite_person(
        "dag@town.example", wanted, fund=open_fund, actor=pia, reason="joins", now=now
    )
    people.accept_invitation(issued.token, name="Dag", password="p" * 12, now=now)
    assert told(pia) == [Kind.INVITATION_ACCEPTED]
    assert opened(pia).endswith("/desk/organisation/")


def test_a_letter_that_waits_does_not_leave_after_an_unsubscribe(second, reviewed):
    told(second)
    assert Letter.objects.count() == 1
    token = services.unsubscribe_token(second.audit_reference, Kind.PRACTICE_REVIEW_ASKED)
    assert Client().post(f"/notices/unsubscribe/{token}/").status_code == 200
    assert send_letters(timezone.now()) == 0
    assert (mail.outbox, Letter.objects.count()) == ([], 0)
    assert Notice.objects.get().how == How.HERE


def test_a_digest_that_waits_leaves_without_what_was_called_off(open_fund):
    sofia = services.Addressee("user:sofia", "sofia@test.example")
    for kind in (Kind.REVIEW_ASKED, Kind.PUBLICATION_RETURNED):
        news = services.News(open_fund, "X/publication/3", timezone.now(), f"event:{kind}", {"title": kind})
        services.notify(kind, [sofia], news)
    kept = Letter.objects.latest("pk")
    Notice.objects.update(letter=kept)
    services.unsubscribe(services.unsubscribe_token("user:sofia", Kind.REVIEW_ASKED))
    assert send_letters(timezone.now() + timedelta(minutes=1)) == 1
    assert mail.outbox[0].subject == "“publication:returned” came back to you"


@pytest.fixture
def busy(second, sofia, reviewed):
    """Second, with a letter sent, one that waits, and a choice; Sofia, told of what Second did."""
    told(second)
    send_letters(timezone.now())
    services.choose(
        services.Addressee(second.audit_reference, second.email), {Kind.PUBLICATION_RETURNED: How.WEEKLY}
    )
    knowledge.return_practice(practice(), note="Name the law", actor=second)
    knowledge.send_practice_to_review(practice(), actor=sofia)
    told(sofia)
    assert Letter.objects.filter(recipient__reference=second.audit_reference, state="waiting").exists()
    return second


def test_an_erased_person_leaves_no_notice_letter_address_or_name_and_the_chain_holds(busy, sofia):
    fund, events = practice().fund, list(Event.objects.order_by("pk").values())
    people.erase_person(busy, fund=fund, actor=sofia, reason="asked for it", now=timezone.now())
    assert not Recipient.objects.filter(reference=busy.audit_reference).exists()
    for model in (Notice, Letter, Preference):
        assert not model.objects.filter(recipient__reference=busy.audit_reference).exists(), model
    assert not Recipient.objects.filter(address=busy.email).exists()
    assert Notice.objects.get(kind=Kind.PRACTICE_RETURNED).values["who"] == "a person who was erased"
    mail.outbox.clear()
    told(sofia)
    send_letters(timezone.now() + timedelta(days=2))
    assert not [one for one in mail.outbox if busy.email in one.to]
    assert "Second" not in "".join(str(one.body) for one in mail.outbox)
    seal_events()
    report = verify()
    assert (report.first, report.unsealed) == (None, 0)
    assert list(Event.objects.order_by("pk").values())[: len(events)] == events
