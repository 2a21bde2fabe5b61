"""A record that no programme was taken for says why, and offers the one whose title is clearly nearest."""

import re

import pytest
from django.test import Client

from jointfund.intake import matching, services
from jointfund.intake.models import Candidate, Origin
from jointfund.intake.services import Upload
from jointfund.intake.services.matching_up import unmatched
from jointfund.people.models import User
from jointfund.programmes.models import Programme


@pytest.fixture
def brief(demo_fund, shared):
    """The intake of the fund's brief over its demonstration."""
    file = next((shared / "seeds").glob("001_*"))
    upload = Upload("brief.txt", file.stat().st_size, file.read_bytes())
    intake = services.hand_in(demo_fund, [upload], actor="user:x", origin=Origin.UPLOAD)
    services.read_intake(intake.pk)
    return intake


def without_match(intake) -> list[Candidate]:
    found = intake.candidates.select_related("intake__fund").order_by("number")
    return [one for one in found if unmatched(one)]


def test_of_the_brief_one_record_lost_its_heading_and_one_is_new(brief):
    headless, new = without_match(brief)
    why = unmatched(headless)
    assert (why.has_countries, why.has_heading, why.nearest.reference) == (False, False, "MIG-0041")
    assert why.share == pytest.approx(0.5, abs=0.05)
    why = unmatched(new)
    assert (why.has_countries, why.has_heading, why.nearest) == (True, True, None)


def test_the_page_says_why_and_merges_at_a_press(brief):
    headless, _new = without_match(brief)
    client = Client()
    client.force_login(User.objects.get(email="sofia@demo.example"))
    address = f"/desk/intake/{brief.number}/{headless.number}/"
    page = client.get(address).content.decode()
    assert "no country is printed to know it by. The document has lost the heading" in page
    assert "50 % of the words of both titles agree" in page
    assert "Compare with MIG-0041 and merge" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    client.post(address, {"action": "point-nearest", "nearest": "MIG-0041", "version": version})
    merged = client.get(address).content.decode()
    assert "Accept into MIG-0041" in merged
    assert 'id="unmatched"' not in merged
    before = Programme.objects.count()
    version = re.search(r'name="version" value="(\d+)"', merged)[1]
    client.post(address, {"action": "accept", "version": version})
    assert Programme.objects.count() == before
    assert Candidate.objects.get(pk=headless.pk).programme.reference == "MIG-0041"


def test_a_title_is_offered_only_where_it_stands_out(demo_fund):
    known = matching.known_programmes(demo_fund)
    title = next(one.programme.title for one in known if one.programme.title)
    assert matching.nearest_title(title, known)[1] == 1
    assert matching.nearest_title("Lamps for every harbour", known) is None
    assert matching.nearest_title(None, known) is None
    assert matching.nearest_title(title, (*known, *known)) is None
