"""The library as strangers and the secretariat meet it: releases, their files, embargo and withdrawal."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.publications import services
from jointfund.publications.models import Publication, Release

ADDRESS = "/publications/MIG-P-0001/"


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture
def second(demo_fund) -> Client:
    cache.clear()
    client = Client()
    client.force_login(User.objects.get(email="second@demo.example"))
    return client


@pytest.fixture
def release(demo_fund) -> Release:
    return Release.objects.select_related("publication", "fund").get(fund=demo_fund, number=1)


@pytest.fixture
def rendered(release) -> Release:
    services.render_release(release.pk)
    return release


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def embargo(release: Release, until: date) -> None:
    Publication.objects.filter(pk=release.publication_id).update(embargo_until=until)


def test_the_library_lists_releases_with_their_dates_and_how_to_cite_them(stranger, release):
    page = text_of(stranger, "/publications/")
    assert "Pipeline of Joint Programmes" in page
    assert "stands for 31 July 2023" in page
    assert "English" in page
    assert "MIG-P-0001, CC BY 4.0. http://testserver/publications/MIG-P-0001/" in page
    assert "being rendered" in page
    assert "differ from the record" not in page


def test_files_appear_with_their_hash_once_the_worker_made_them(stranger, rendered):
    page = text_of(stranger, "/publications/")
    for file in rendered.files.all():
        assert f"{ADDRESS}file.{file.form}" in page
        assert file.sha256 in page


def test_a_release_is_a_web_page_of_its_frozen_content(stranger, release, demo_fund):
    before = text_of(stranger, ADDRESS)
    assert "BOTSWANA" in before
    assert 'href="/programmes/MIG-0018/"' in before
    assert "<style" not in before
    demo_fund.programmes.update(heading="ELSEWHERE", summary="Changed since.")
    after = text_of(stranger, ADDRESS)
    assert ("BOTSWANA" in after, "Changed since." in after) == (True, False)


def test_the_page_shows_how_far_the_files_are(stranger, release):
    assert "The files are being made" in text_of(stranger, ADDRESS)
    services.render_release(release.pk)
    assert "The files are being made" not in text_of(stranger, ADDRESS)


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_file_is_given_to_be_saved_and_is_never_a_page_of_ours(stranger, rendered, form):
    answer = stranger.get(f"{ADDRESS}file.{form}")
    content = b"".join(answer.streaming_content)
    kept = rendered.files.get(form=form)
    assert hashlib.sha256(content).hexdigest() == kept.sha256
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="MIG-P-0001-pipeline-of-joint-programmes.{form}"'
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["ETag"] == f'"{kept.sha256}"'


def test_a_form_that_is_not_made_is_not_found(stranger, rendered):
    assert stranger.get(f"{ADDRESS}file.docx").status_code == 404
    assert stranger.get(f"{ADDRESS}file.html").status_code == 404


def test_a_kept_file_that_is_gone_is_not_found(stranger, rendered):
    kept = rendered.files.get(form="xlsx")
    kept.content.storage.delete(kept.content.name)
    assert stranger.get(f"{ADDRESS}file.xlsx").status_code == 404


def test_what_is_under_embargo_does_not_exist_for_strangers_until_its_day(stranger, second, rendered):
    today = timezone.localdate()
    embargo(rendered, today + timedelta(days=1))
    for address in (ADDRESS, f"{ADDRESS}file.pdf"):
        assert stranger.get(address).status_code == 404
        assert second.get(address).status_code == 200
    assert "Pipeline of Joint Programmes" not in text_of(stranger, "/publications/")
    assert "Not public before" in text_of(second, "/publications/")
    embargo(rendered, today)
    assert stranger.get(ADDRESS).status_code == 200


def test_what_is_withdrawn_stays_in_the_history_with_its_reason_and_without_files(stranger, rendered):
    today = timezone.localdate()
    services.withdraw(rendered.publication, reason="Two sums were wrong.", actor="x", today=today)
    for address in ("/publications/", ADDRESS):
        page = text_of(stranger, address)
        assert "Two sums were wrong." in page
        assert f"{ADDRESS}file" not in page
    assert "BOTSWANA" not in text_of(stranger, ADDRESS)
    assert stranger.get(f"{ADDRESS}file.pdf").status_code == 404


def test_the_secretariat_reads_which_numbers_changed_since(second, release):
    assert "numbers differ from the record of today" in text_of(second, "/publications/")
    page = text_of(second, ADDRESS)
    assert "Funded programmes" in page
    assert "75,855,166" in page
    assert "no-store" in second.get(ADDRESS).headers["Cache-Control"]


def test_the_library_is_a_file_too(stranger, rendered):
    rows = json.loads(b"".join(stranger.get("/publications/?format=json").streaming_content))["rows"]
    booklet = next(row for row in rows if row["release"] == "MIG-P-0001")
    assert booklet["files"] == ["pdf", "xlsx"]
    assert len(booklet["sha256"]) == 2
    assert stranger.get("/publications/?format=csv").status_code == 200


def test_a_fund_shows_its_own_releases_only(stranger, demo_fund):
    Fund.objects.create(
        code="NEW", reference_prefix="NEW", name="New", short_name="New", currency="USD", position=9
    )
    assert "Nothing was released yet" in text_of(stranger, "/funds/NEW/publications/")
    assert stranger.get("/funds/NEW/publications/MIG-P-0001/").status_code == 404


def test_the_library_asks_the_same_few_questions_however_long_it_is(
    stranger, demo_fund, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        stranger.get("/publications/")
