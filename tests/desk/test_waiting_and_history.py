"""What waits, at the desk and in the account; notices in the list; the history of the record."""

import csv
import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from jointfund.audit.models import Event
from jointfund.audit.sealing import seal_events
from jointfund.config.telling import tell_people
from jointfund.notices.models import Notice, Recipient
from jointfund.people.models import User
from jointfund.publications import services
from jointfund.publications.models import PublicationKind
from jointfund.publications.orders import Parameters
from jointfund.publications.services.drafting import Draft


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@demo.example"))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def send_one(fund, drafter: str = "sofia"):
    by = User.objects.get(email=f"{drafter}@demo.example")
    made = services.draft_publication(
        fund,
        PublicationKind.PORTFOLIO,
        Draft(Parameters()),
        actor=by.audit_reference,
        today=timezone.localdate(),
        by=by,
    )
    return services.send_to_review(made, actor=by.audit_reference, by=by)


@pytest.fixture
def quiet(demo_fund):
    """The demonstration fund, its own news told and forgotten."""
    seal_events()
    tell_people()
    Recipient.objects.all().delete()
    return demo_fund


@pytest.mark.parametrize("address", ["/desk/", "/account/", "/funds/MIG00/desk/"])
def test_a_publication_in_review_waits_for_the_second_person_alone(quiet, address):
    made = send_one(quiet)
    second, sofia = page(signed_in("second"), address), page(signed_in("sofia"), address)
    assert f'/desk/publications/{made.draft}/">Review it' in second
    assert "drafted by Sofia" in second
    assert "Nothing waits for you" in sofia


def test_unread_notices_wait_until_they_are_opened(quiet):
    made = send_one(quiet)
    seal_events()
    tell_people()
    second = signed_in("second")
    assert "1 notice you have not read" in page(second, "/desk/")
    assert "not read" in page(second, "/notices/")
    notice = Notice.objects.get()
    assert second.get(f"/notices/{notice.pk}/").url == f"/funds/MIG00/desk/publications/{made.draft}/"
    assert "notice you have not read" not in page(second, "/desk/")


def test_a_notice_of_somebody_else_is_not_there(quiet):
    send_one(quiet)
    seal_events()
    tell_people()
    notice = Notice.objects.get()
    assert signed_in("sofia").get(f"/notices/{notice.pk}/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_are_marked_as_read_by_one_post(quiet):
    send_one(quiet)
    send_one(quiet)
    seal_events()
    tell_people()
    signed_in("second").post("/notices/read-all/")
    assert not Notice.objects.filter(read_at=None).exists()


def test_what_is_chosen_is_kept_and_nonsense_is_not(quiet):
    sofia = signed_in("sofia")
    sofia.post(
        "/notices/preferences/", {"publication:returned": "weekly", "publication:released": "by pigeon"}
    )
    shown = page(sofia, "/notices/preferences/")
    assert shown.count('value="weekly" selected') == 1
    assert "letters lie as files" in shown or "mail" in shown


def test_the_desk_asks_the_same_number_of_questions_however_much_waits(quiet, django_assert_max_num_queries):
    for _ in range(3):
        send_one(quiet)
    client = signed_in("second")
    page(client, "/desk/")
    with django_assert_max_num_queries(17) as few:
        page(client, "/desk/")
    for _ in range(5):
        send_one(quiet)
    with django_assert_max_num_queries(len(few)):
        page(client, "/desk/")


def test_the_history_shows_before_and_after_and_what_is_sealed(quiet):
    made = send_one(quiet)
    sofia = signed_in("sofia")
    address = f"/desk/history/?subject=MIG00/publication/{made.draft}"
    shown = page(sofia, address)
    assert shown.count("not sealed yet") == 2
    assert "Sofia" in shown
    assert '<td data-label="After">review</td>' in shown
    seal_events()
    assert "not sealed yet" not in page(sofia, address)
    assert "desk-anchor" in shown


def test_the_history_is_narrowed_by_verb_and_person(quiet):
    send_one(quiet)
    sofia = User.objects.get(email="sofia@demo.example")
    shown = page(
        signed_in("sofia"), f"/desk/history/?verb=publication:sent_to_review&person={sofia.audit_reference}"
    )
    rows = shown.split('<ol class="desk-rows">')[1].split("</ol>")[0]
    assert set(re.findall(r"<strong>(.*?)</strong>", rows)) == {"Publication sent to review"}
    assert "publication:" not in rows, "plain words, no code"
    assert "No event like this." in page(signed_in("sofia"), "/desk/history/?person=user:nobody")


def test_whatever_can_be_done_is_said_in_words():
    """Who adds a verb says it in `desk.history_words` too."""
    from jointfund.audit.services import Verb
    from jointfund.desk.history_words import DONE

    assert {verb.value for verb in Verb} - set(DONE) == set()


def test_the_history_names_people_and_says_where_the_rest_is(quiet):
    dag = User.objects.get(email="dag@demo.example")
    shown = page(signed_in("sofia"), f"/desk/history/?subject={dag.audit_reference}")
    assert f"<strong>Role given</strong> · {dag.name}" in shown
    assert "The installation (" in shown
    assert "jointfund audit events --without-fund" in shown


def test_events_of_no_fund_are_read_by_who_runs_the_installation(quiet, capsys):
    call_command("audit", "events", "--without-fund")
    alone = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {"user:added", "vocabulary:loaded"} <= {row["verb"] for row in alone}
    call_command("audit", "events", "--fund", quiet.code)
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == Event.objects.filter(fund=quiet).count()
    assert len(rows) + len(alone) == Event.objects.count()
    with pytest.raises(CommandError, match="no fund X"):
        call_command("audit", "events", "--fund", "X")


@pytest.mark.parametrize(
    "words", ["before=nonsense", "before=99999999999999999999", "before=-1", "subject=%00", "verb=%25"]
)
def test_nonsense_in_the_address_is_no_fault(quiet, words):
    assert signed_in("sofia").get(f"/desk/history/?{words}").status_code == 200


def test_the_history_is_paged_by_a_cursor_in_a_constant_number_of_questions(
    quiet, django_assert_max_num_queries
):
    client = signed_in("sofia")
    seen: list[str] = []
    address = "/desk/history/"
    for _ in range(2):
        with django_assert_max_num_queries(20):
            shown = page(client, address)
        seen += re.findall(r"summary class=\"small\">.*?, (\d+)</span>", shown)
        address = "/desk/history/" + re.search(r'href="(\?before=\d+)" rel="next"', shown)[1]
    assert len(seen) == len(set(seen)) > 50
    assert seen == sorted(seen, key=int, reverse=True)


def test_the_history_as_a_file_holds_every_event_and_runs_no_formula(quiet):
    from jointfund.audit import services as audit
    from jointfund.audit.services import Verb

    audit.record(Verb.PROGRAMME_CHANGED, "MIG-0001", actor="x", fund=quiet, note="=1+1")
    answer = signed_in("sofia").get("/desk/history/file.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert len(rows) == Event.objects.filter(fund=quiet).count()
    assert rows[0]["note"] == "'=1+1"
    assert answer.streaming
