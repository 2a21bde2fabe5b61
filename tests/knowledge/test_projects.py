"""Projects and sessions enter once, with everything they rest on."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.documents.models import Visibility
from jointfund.knowledge import services
from jointfund.knowledge.models import Project, ReachedResult, Reader, Session, Statement
from jointfund.people.services import OrganisationValues, register_organisation
from tests.knowledge.small import ACTOR, project_draft


def test_a_project_enters_with_its_parts_and_an_event(alpha, open_fund):
    assert (alpha.slug, str(alpha.starts), alpha.duration_months) == ("alpha", "2018", 36)
    assert [part.amount for part in alpha.budget_parts.all()] == [Decimal("1500000")]
    assert [one.text for one in alpha.testimonies.all()] == ["I got my paper at home."]
    assert all(one.source_id for one in alpha.statements.all())
    event = Event.objects.get(verb=Verb.PROJECT_ADDED)
    assert (event.actor, event.after["statements"], event.after["results"]) == (ACTOR, 4, 2)


def test_an_unknown_number_stays_unknown(alpha):
    assert [(one.value, one.measure) for one in alpha.reached_results.all()] == [
        (Decimal("412.00"), "achieved"),
        (None, "target"),
    ]


def test_the_same_project_again_changes_nothing(alpha, open_fund, report):
    again = services.add_project(open_fund, project_draft(report, "alpha", "Other words."), actor=ACTOR)
    assert again is None
    assert (Project.objects.count(), Event.objects.filter(verb=Verb.PROJECT_ADDED).count()) == (1, 1)
    assert not Statement.objects.filter(text="Other words.").exists()


def test_words_suggest_topics_and_say_which_words(alpha):
    challenge = alpha.statements.get(kind="challenge")
    tag = challenge.tags.get(term__code="local_authorities")
    assert (tag.standing, tag.words) == ("suggested", "municipality")
    crisis = alpha.statements.get(kind="crisis").tags.get()
    assert (crisis.term.code, crisis.standing) == ("crisis_adaptation", "confirmed")
    assert set(alpha.tags.values_list("term__code", flat=True)) >= {"local", "local_authorities"}


def test_an_agency_of_the_record_is_tied_to_it(open_fund, report):
    iom = register_organisation(
        open_fund, OrganisationValues("International Organization for Migration", "un", "IOM")
    )
    project = services.add_project(open_fund, project_draft(report, "GAMMA", "Nothing."), actor=ACTOR)
    assert project.parties.get(role="agency").organisation == iom


def test_a_session_ties_its_speakers_and_findings_to_projects(session, alpha, beta):
    assert session.people.get().project == alpha
    assert set(session.statements.get().about.all()) == {alpha, beta}
    assert (str(session.held), session.participants) == ("13 May 2020", 33)


def test_a_session_enters_once(session, open_fund, report):
    from jointfund.documents.services import source_of
    from jointfund.knowledge.drafts import SessionDraft

    again = SessionDraft("Towns as actors", source_of(report, 1, 2))
    assert services.add_session(open_fund, again, actor=ACTOR) is None
    assert Session.objects.count() == 1


def test_a_closed_document_closes_everything_read_from_it(alpha, session, report, open_fund, amina):
    everybody, of_the_fund = Reader(open_fund), Reader.of(amina, open_fund)
    sets = (Project, Statement, ReachedResult, Session)
    assert all(one.objects.visible_to(everybody).exists() for one in sets)
    report.visibility = Visibility.INTERNAL
    report.save()
    assert not any(one.objects.visible_to(everybody).exists() for one in sets)
    assert all(one.objects.visible_to(of_the_fund).exists() for one in sets)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"source": None, "cites": ""}, "statement_rests_on_something"),
        ({"text": ""}, "statement_says_something"),
        ({"project": None}, "statement_is_of_one_thing"),
    ],
)
def test_the_database_refuses_a_statement_without_ground(alpha, changes, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Statement.objects.filter(project=alpha, kind="feature").update(**changes)
