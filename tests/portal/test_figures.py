"""Figures as readers and other sites meet them: page, files, and the one address that may be framed."""

import csv
import io
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jointfund.people.models import User
from jointfund.publications import services
from jointfund.publications.layout.exhibits import MAKERS
from jointfund.publications.models import Publication, Release

LIVE = "/figures/waiting-by-area/"
OF_RELEASE = "/publications/MIG-P-0001/figures/waiting-by-area/"


@pytest.fixture
def release(demo_fund) -> Release:
    return Release.objects.select_related("publication", "fund").get(fund=demo_fund, number=1)


@pytest.fixture
def second(demo_fund) -> Client:
    cache.clear()
    client = Client()
    client.force_login(User.objects.get(email="second@demo.example"))
    return client


def words(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode().replace("\u00a0", " ")  # a currency stays with its number


def withdraw(release: Release) -> None:
    services.withdraw(release.publication, reason="A sum was wrong.", actor="x", today=date(2026, 1, 15))


@pytest.mark.parametrize("slug", MAKERS)
def test_every_figure_states_its_finding_and_says_day_and_source(client, demo_fund, slug):
    page = words(client, f"/figures/{slug}/")
    assert page.count("<h1") == 1
    assert "<svg" in page
    assert "<table" in page
    assert "As of July 2023" in page or "As of January 2024" in page
    assert f"http://testserver/figures/{slug}/embed/" in page
    assert f'href="/figures/{slug}/file.svg"' in page


def test_the_finding_agrees_with_what_the_fund_published(client, demo_fund):
    assert "Of USD 75.9M that waits for money, the largest part is in thematic area" in words(client, LIVE)
    assert "Of USD 41.7M that is funded, the largest part is in thematic area 2: USD 10.2M" in words(
        client, "/figures/funded-by-area/"
    )
    assert "25 of 31 programmes that wait for money stand at" in words(client, "/figures/pipeline-by-status/")
    assert "38.3% of the target of USD 150M is contributed" in words(
        client, "/figures/contributions-to-target/"
    )


def test_a_figure_can_be_asked_for_another_day_and_its_frame_keeps_it(client, demo_fund):
    page = words(client, f"{LIVE}?as_of=2023-07-31")
    assert "/figures/waiting-by-area/embed/?as_of=2023-07-31" in page
    assert "There is nothing to draw yet" in words(client, "/figures/?as_of=1999-01-01")
    assert client.get(f"{LIVE}?as_of=1999-01-01").status_code == 404


def test_the_table_file_holds_exact_amounts(client, demo_fund):
    answer = client.get(f"{LIVE}file.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert sum(int(row["amount"].split(".")[0]) for row in rows) == 75_855_166
    assert 'filename="MIG00-waiting-by-area-2023-07-31.csv"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("slug", MAKERS)
def test_the_picture_file_stands_alone_and_cannot_run(client, demo_fund, slug):
    answer = client.get(f"/figures/{slug}/file.svg")
    drawn = answer.content.decode()
    ElementTree.fromstring(drawn)  # noqa: S314 - ours
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert f"testserver/figures/{slug}/" in drawn
    assert "<style>" in drawn
    assert "<script" not in drawn
    assert "var(" not in drawn


def test_only_the_frame_may_be_framed(client, demo_fund, release):
    services.render_release(release.pk)
    addresses = [
        "/", "/figures/", LIVE, f"{LIVE}file.svg", f"{LIVE}file.csv", "/publications/MIG-P-0001/", OF_RELEASE,
        f"{OF_RELEASE}file.csv", "/publications/MIG-P-0001/figures/", "/sign-in/", "/figures/no/embed/",
        "/publications/MIG-P-0099/figures/waiting-by-area/embed/",
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert "frame-ancestors 'none'" in policy or "default-src 'none'; sandbox" in policy, address
        assert "frame-ancestors *" not in policy, address
    for address in (f"{LIVE}embed/", f"/funds/MIG00{LIVE}embed/", f"{OF_RELEASE}embed/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers


def test_the_frame_sets_no_cookie_runs_no_script_and_leads_back(demo_fund):
    answer = Client().get(f"{LIVE}embed/")
    page = answer.content.decode()
    assert not answer.cookies
    assert "Cookie" not in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert ("<script" in page, "<form" in page, 'style="' in page, "hx-" in page) == (False,) * 4
    assert 'href="http://testserver/figures/waiting-by-area/" target="_blank" rel="noopener"' in page


def test_the_frame_looks_at_no_session_even_of_who_is_signed_in(second, django_assert_num_queries):
    stranger = Client().get(f"{LIVE}embed/")
    with django_assert_num_queries(QUERIES):
        answer = second.get(f"{LIVE}embed/")
    assert answer.content == stranger.content
    assert not answer.cookies
    assert "Cookie" not in answer.headers["Vary"]


QUERIES = 15  # none of them for a session


def test_the_list_asks_as_often_for_one_programme_as_for_all(client, demo_fund, django_assert_num_queries):
    client.get("/figures/")
    with django_assert_num_queries(QUERIES):
        client.get("/figures/")
    some = demo_fund.programmes.order_by("number").values_list("pk", flat=True)[3:]
    demo_fund.programmes.filter(pk__in=list(some)).update(listed_on=None)
    with django_assert_num_queries(QUERIES):
        client.get("/figures/")


def test_a_figure_of_a_release_is_drawn_from_what_it_froze(client, release, demo_fund):
    before = words(client, OF_RELEASE)
    assert "MIG-P-0001" in before
    demo_fund.programmes.update(budget=1)
    assert "USD 75.9M" in words(client, OF_RELEASE)
    assert "USD 75.9M" in words(client, f"{OF_RELEASE}embed/")
    assert "USD 75.9M" not in words(client, f"{LIVE}embed/")


def test_a_brief_has_figures_of_its_own_programmes(client, demo_fund):
    page = words(client, "/publications/MIG-P-0002/figures/")
    assert "contributions-to-target" in page
    assert "75.9M" not in page


def test_a_figure_of_a_withdrawn_release_says_so(client, release):
    withdraw(release)
    for address in (OF_RELEASE, f"{OF_RELEASE}embed/", "/publications/MIG-P-0001/figures/"):
        page = words(client, address, status=410)
        assert "A sum was wrong." in page
        assert 'class="chart' not in page
    assert client.get(f"{OF_RELEASE}file.svg").status_code == 404
    assert "waiting-by-area" not in words(client, "/publications/MIG-P-0001/")


def test_a_figure_under_embargo_does_not_exist_for_strangers(client, second, release):
    tomorrow = timezone.localdate() + timedelta(days=1)
    Publication.objects.filter(pk=release.publication_id).update(embargo_until=tomorrow)
    for address in (OF_RELEASE, f"{OF_RELEASE}embed/", f"{OF_RELEASE}file.csv"):
        assert client.get(address).status_code == 404
    assert second.get(OF_RELEASE).status_code == 200
    assert second.get(f"{OF_RELEASE}embed/").status_code == 404  # a frame shows what a stranger sees


@pytest.mark.parametrize("address", ["/figures/nothing/", f"{LIVE}file.exe", f"{OF_RELEASE}file.pdf"])
def test_what_is_no_figure_is_404(client, demo_fund, address):
    assert client.get(address).status_code == 404
