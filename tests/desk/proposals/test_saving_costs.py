"""What a save and the opening of a section ask of the database: hundreds of people do it at once."""

import pytest
from tests.desk.proposals.test_proposal_pages import BASE, client_of

from jointfund.people.models import Membership
from jointfund.proposals.models import SectionText

OWN = f"{BASE}1/write/own/of/alpha/"
BY_SCRIPT = {"X-Autosave": "1"}


@pytest.fixture
def pia(joint, cast):
    client = client_of(cast["pia"])
    assert client.get(OWN).status_code == 200  # what is read once for a process is read
    return client


def save(client, version, words):
    return client.post(OWN, {"version": version, "named": words}, headers=BY_SCRIPT)


def test_a_save_asks_the_database_little(pia, django_assert_num_queries):
    save(pia, 0, "x")
    with django_assert_num_queries(16):  # two of them the savepoint of the test's own transaction
        assert save(pia, 1, "y").json()["version"] == 2


def test_a_section_opens_without_looking_for_its_neighbours(pia, django_assert_num_queries):
    with django_assert_num_queries(18):
        page = pia.get(OWN).content.decode()
    assert f'hx-get="{OWN}?beside"' in page


def test_the_neighbours_come_by_themselves_or_with_a_save(pia):
    alone = pia.get(f"{OWN}?beside", headers={"HX-Request": "true"}).content.decode()
    assert alone.startswith('<div id="beside">')
    assert "<html" not in alone
    saved = pia.post(OWN, {"version": 0, "named": "x", "then": "beside"})
    assert saved["Location"] == f"{OWN}?saved&beside#beside"
    assert SectionText.objects.get(section="own", party__slug="alpha").answers["named"] == "x"
    assert 'id="beside"' in pia.get(saved["Location"]).content.decode()


def test_a_role_taken_away_counts_for_the_next_save(pia, cast):
    save(pia, 0, "x")
    Membership.objects.filter(user=cast["pia"]).delete()
    assert save(pia, 1, "y").status_code == 404
    assert SectionText.objects.get(section="own", party__slug="alpha").answers["named"] == "x"
