"""A lesson in a programme's own text becomes a practice: its lines, the form, a second editor's eyes."""

import pytest
from django.test import Client

from jointfund.audit.models import Event
from jointfund.documents.services import DocumentValues, keep_original
from jointfund.intake.demo_fund import ACTOR
from jointfund.knowledge import services
from jointfund.knowledge.models import Practice
from jointfund.people.permissions import NotAllowed
from jointfund.programmes.models import Programme

ADDRESS = "/desk/practices/lessons/programme/"
LINES = ["A programme of towns", "Clerks who travel reach", "people the office never saw.", ""]


@pytest.fixture
def programme(open_fund):
    return Programme.objects.create(fund=open_fund, number=901, heading="A programme of towns")


@pytest.fixture
def kept(open_fund):
    values = DocumentValues("town-report", "other", "The towns' report")
    return keep_original(open_fund, values, b"towns", LINES, actor=ACTOR)


@pytest.fixture
def of_sofia(sofia):
    client = Client()
    client.force_login(sofia)
    return client


def typed(**changes) -> dict[str, str]:
    values = {"programme": "MIG-0901", "kind": "finding", "document": "town-report"}
    return values | {"first_line": "2", "last_line": "3", "words": ""} | changes


def test_the_words_of_the_lines_become_a_draft_that_a_second_editor_publishes(
    programme, kept, of_sofia, sofia, second
):
    answer = of_sofia.post(ADDRESS, typed(), follow=True).content.decode()
    assert "Drafted as" in answer
    practice = Practice.objects.get()
    lesson = practice.lesson
    assert (lesson.text, lesson.programme) == (
        "Clerks who travel reach people the office never saw.",
        programme,
    )
    assert (lesson.source.document.key, lesson.source.start_line, lesson.source.end_line) == (
        "town-report",
        2,
        3,
    )
    assert (practice.programme, practice.evidence.get().source) == (programme, lesson.source)
    assert practice.current.what == lesson.text
    noted = Event.objects.get(verb="knowledge:lesson_noted")
    assert (noted.subject, noted.actor) == ("MIG-0901", sofia.audit_reference)
    assert practice.authors == [sofia.audit_reference]


def test_the_same_lines_are_noted_once(programme, kept, of_sofia):
    of_sofia.post(ADDRESS, typed())
    of_sofia.post(ADDRESS, typed())
    assert programme.statements.count() == Practice.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_line": "1"}, "id_last_line"),
        ({"first_line": "4", "last_line": "4"}, "id_first_line"),
        ({"first_line": "900", "last_line": "901"}, "id_first_line"),
        ({"last_line": "500"}, "id_last_line"),
        ({"programme": "MIG-9999"}, "id_programme"),
        ({"kind": "objective"}, "id_kind"),
        ({"document": ""}, "id_document"),
        ({"first_line": "x"}, "id_first_line"),
        ({"document": "report-2020-07"}, "id_words"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(programme, kept, report, of_sofia, wrong, field):
    shown = of_sofia.post(ADDRESS, typed(**wrong)).content.decode()
    assert f'href="#{field}"' in shown
    assert not Practice.objects.exists()


def test_a_document_known_by_name_takes_the_editors_words(programme, report, of_sofia):
    of_sofia.post(ADDRESS, typed(document="report-2020-07", words="Vans break\ndown."))
    assert Practice.objects.get().lesson.text == "Vans break down."


def test_who_only_proposes_may_not(programme, kept, amina):
    from jointfund.documents.services import source_of
    from jointfund.knowledge.drafts import StatementDraft

    client = Client()
    client.force_login(amina)
    assert client.post(ADDRESS, typed()).status_code == 404
    draft = StatementDraft("finding", "Words.", source_of(kept, 2, 3))
    with pytest.raises(NotAllowed):
        services.promote_words_of_programme(programme, draft, actor=amina)


def test_lessons_come_in_pages_that_keep_the_words_asked_for(of_sofia, alpha, monkeypatch):
    monkeypatch.setattr("jointfund.desk.views.practices.LESSONS_ON_A_PAGE", 1)
    first = of_sofia.get("/desk/practices/lessons/?q=the").content.decode()
    assert "page=2" in first
    assert "q=the" in first
    assert of_sofia.get("/desk/practices/lessons/?page=999").status_code == 200
