"""The demonstration fund comes with two releases, whose files the worker makes."""

from datetime import date

import pytest
from django.core.management import call_command

from jointfund.audit.models import Event
from jointfund.publications import services
from jointfund.publications.models import Publication, Release, ReleaseFile


@pytest.fixture
def releases(demo_fund) -> list[Release]:
    return list(Release.objects.filter(fund=demo_fund).order_by("number"))


def test_the_booklet_of_july_2023_and_a_brief_are_released(releases):
    assert [(one.reference, one.title, one.as_of) for one in releases] == [
        ("MIG-P-0001", "Pipeline of Joint Programmes", date(2023, 7, 31)),
        ("MIG-P-0002", "Human rights of migrants", date(2024, 1, 31)),
    ]
    assert not ReleaseFile.objects.exists()


def test_loading_again_changes_nothing(releases):
    events = Event.objects.count()
    call_command("load_demo", verbosity=0)
    assert Event.objects.count() == events
    assert Publication.objects.count() == 2


def test_who_released_them_did_not_draft_them(releases):
    assert all(one.actor not in one.publication.authors for one in releases)


def test_the_worker_makes_their_files(releases):
    for release in releases:
        services.render_release(release.pk)
    made = ReleaseFile.objects.order_by("release__number", "form").values_list("release__number", "form")
    assert list(made) == [(1, "pdf"), (1, "xlsx"), (2, "docx"), (2, "pdf"), (2, "xlsx")]
