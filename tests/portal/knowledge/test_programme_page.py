"""A programme shows the practices it gave; the demonstration's own ones are read too."""

from datetime import date

from django.test import Client
from tests.knowledge.small import ACTOR, WORDS, person, project_draft

from jointfund.documents.models import Source
from jointfund.knowledge import services
from jointfund.knowledge.models import Practice, Project
from jointfund.people.models import Role


def page(path: str) -> str:
    return Client().get(path).content.decode()


def test_the_demonstration_has_projects_and_practices_of_two_people(demo_fund):
    assert Project.objects.filter(fund=demo_fund).count() == 29
    found = list(Practice.objects.filter(fund=demo_fund))
    assert [(one.state, len(one.authors)) for one in found] == [("published", 1)] * 3
    assert all(one.evidence.get().source for one in found)
    assert "27 projects" in page("/knowledge/")


def test_the_mark_of_a_lesson_opens_its_place_in_the_document(demo_fund):
    text = page("/documents/practitioners-report-2020-07/?line=2435")
    assert 'id="L2435"' in text
    assert "/knowledge/projects/progem/#good-practice-1" in text


def test_a_programme_page_shows_the_practices_it_gave(demo_fund):

    programme = demo_fund.programmes.get(number=22)
    assert "Practices it gave" not in page("/programmes/MIG-0022/")
    source = Source.objects.filter(document__fund=demo_fund).select_related("document").first()
    project = services.add_project(
        demo_fund, project_draft(source.document, "ZETA", "x", programme=programme), actor=ACTOR
    )
    sofia = person(demo_fund, "sofia", Role.SECRETARIAT)
    practice = services.promote_lesson(project.statements.get(kind="good_practice"), actor=sofia)
    practice = services.edit_practice(practice, WORDS, version=practice.version, actor=sofia)
    services.send_practice_to_review(practice, actor=sofia)
    services.publish_practice(
        practice, actor=person(demo_fund, "second", Role.SECRETARIAT), today=date(2024, 3, 1)
    )
    assert Practice.objects.get(pk=practice.pk).programme == programme
    text = page("/programmes/MIG-0022/")
    assert WORDS.title in text
