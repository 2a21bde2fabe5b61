"""Beside the text: who works in the same places, what went wrong there, and one click that cites it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk.proposals.test_proposal_pages import client_of
from tests.knowledge.small import alpha, beta, project_draft, report
from tests.proposals.conftest import NOW

from jointfund.knowledge import services as knowledge
from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
from jointfund.proposals import services
from jointfund.proposals.models import SectionText
from jointfund.proposals.nearness import Around, Reason, Sort, nearness, themes_of
from jointfund.proposals.queries.neighbours import _places

__all__ = ["alpha", "beta", "report"]
PAGE = "/desk/proposals/1/write/risks/"
CHALLENGE = "The municipality lacks staff and budget."


@pytest.fixture
def pia(open_fund, alpha):
    iom = Organisation.objects.create(fund=open_fund, slug="iom", name="IOM", kind=OrganisationKind.UN)
    if not open_fund.move_tables.exists():
        services.load_way(open_fund, actor="test")
    user = User.objects.create_user("pia@example.org", None, name="pia")
    Membership.objects.create(user=user, fund=open_fund, role=Role.OFFICER, organisation=iom)
    made = services.start_proposal(open_fund, iom, "Town halls for returnees", actor=user, now=NOW)
    services.name_countries(made, ["TGO"], actor=user)
    return client_of(user)


def value_of(page):
    return page.partition('name="cite" value="')[2].partition('"')[0]


def test_the_register_offers_what_went_wrong_nearby_with_its_line_and_why(pia):
    page = pia.get(PAGE + "?beside").content.decode()
    assert CHALLENGE in page
    assert "Courses moved online" in page
    assert "same country: Togo" in page
    assert "line=20#L20" in page
    assert "line=30#L30" in page


def test_another_section_shows_neighbours_and_no_risks(pia):
    page = pia.get("/desk/proposals/1/write/context/?beside").content.decode()
    assert "Towns and returns (ALPHA)" in page
    assert CHALLENGE not in page


def test_one_click_keeps_what_was_typed_and_puts_the_risk_in_as_cited(pia):
    value = value_of(pia.get(PAGE + "?beside").content.decode())
    typed = {"register-rows": "1", "register-1-risk": "My own risk", "version": "0", "cite": value}
    assert pia.post(PAGE, typed)["Location"].endswith("#f-register")
    rows = SectionText.objects.get(section="risks").answers["register"]
    assert [row["risk"] for row in rows] == [
        "My own risk",
        f"{CHALLENGE} [cited: ALPHA, What we learned, 20-21]",
    ]
    assert rows[1]["answer"].startswith("Courses moved online.")
    assert rows[1]["answer"].endswith("[cited: ALPHA, What we learned, 30-33]")
    pia.post(PAGE, {**typed, "version": "2"})
    assert len(SectionText.objects.get(section="risks").answers["register"]) == 2


def test_what_is_not_offered_is_not_cited(pia):
    pia.post(PAGE, {"register-rows": "0", "version": "0", "cite": "999999"})
    assert SectionText.objects.get(section="risks").version == 0


def test_more_neighbours_need_no_more_queries(pia, open_fund, report):
    pia.get(PAGE + "?beside")
    with CaptureQueriesContext(connection) as few:
        pia.get(PAGE + "?beside")
    for number in range(3):
        knowledge.add_project(
            open_fund, project_draft(report, f"MORE{number}", "Online."), actor="system:test"
        )
    with CaptureQueriesContext(connection) as many:
        page = pia.get(PAGE + "?beside").content.decode()
    assert page.count(CHALLENGE) == 4
    assert len(many) == len(few)


def test_a_theme_is_told_by_the_word_of_the_text():
    assert themes_of("We train the municipality and its mayors.")["local_authorities"] == "municipality"
    assert "local_authorities" not in themes_of("Ships.")


def test_the_same_country_is_nearer_than_a_region_or_a_theme():
    country, region, theme = (Reason(sort, "x") for sort in (Sort.COUNTRY, Sort.REGION, Sort.THEME))
    assert nearness((country,)) > nearness((region, theme)) > nearness((theme,)) > nearness(())


def test_a_country_named_in_several_roles_counts_once():
    where = Around({"TGO": "Togo"}, frozenset({"Western Africa"}), {}, {})
    theirs = [("TGO", "Togo", "Western Africa"), ("TGO", "Togo", "Western Africa")]
    assert _places(theirs, where) == [Reason(Sort.COUNTRY, "Togo")]
