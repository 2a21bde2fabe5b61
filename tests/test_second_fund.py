"""A second, quite different fund beside the first, from its file: neither sees the other's drafts."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from jointfund.audit.models import Event
from jointfund.intake.opening import open_shipped_fund
from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
from jointfund.people.permissions import NotAllowed
from jointfund.proposals import services
from jointfund.proposals.models import ProposalVersion, SanctionsMatch
from jointfund.proposals.queries.desk import proposals_seen, see_proposal
from jointfund.proposals.services import calls, sanctions
from tests.proposals.call_samples import sanctions_file
from tests.test_access_matrix import DESK_PAGES, FUND_PAGES, PROPOSAL_PAGES

NOW = datetime.now(UTC)
ROOT = "/funds/R2PM"
BUDGET = [{"activity": "A1", "category": "people", "what": "Teachers", "amount": "18000"}]
ACTIVITIES = [{"code": "A1", "activity": "Evening classes"}]


def person(name, fund, role, organisation=None, country=""):
    user = User.objects.create_user(f"{name}@example.org", None, name=name)
    Membership.objects.create(user=user, fund=fund, role=role, organisation=organisation, country=country)
    return user


@pytest.fixture
def both(db):
    """The first fund and the regional one, each with its organisation."""
    first = open_shipped_fund("MIG00", is_demo=True, actor="test")
    second = open_shipped_fund("R2PM", is_demo=True, actor="test")
    agency = Organisation.objects.create(fund=first, slug="agency", name="Agency", kind=OrganisationKind.UN)
    town = Organisation.objects.create(
        fund=second, slug="town", name="Town by the sea", kind=OrganisationKind.LOCAL_GOVERNMENT
    )
    return first, second, agency, town


@pytest.fixture
def of_the_first(both):
    """The people of the first fund, of every role that reads anything at the desk."""
    first, _second, agency, _town = both
    return [
        person("sofia", first, Role.SECRETARIAT),
        person("pia", first, Role.OFFICER, agency),
        person("ravi", first, Role.REVIEWER),
        person("carmen", first, Role.COMMITTEE),
        person("elin", first, Role.AGENT),
        person("moussa", first, Role.SIGNATORY, country="MAR"),
    ]


@pytest.fixture
def of_the_second(both):
    """Amina writes for her town; the others keep, review and decide in the regional fund."""
    _first, second, _agency, town = both
    return {
        "amina": person("amina", second, Role.OFFICER, town),
        "second": person("second", second, Role.SECRETARIAT),
        "omar": person("omar", second, Role.SECRETARIAT),
        "dag": person("dag", second, Role.COMMITTEE),
    }


@pytest.fixture
def call(both, of_the_second):
    """The call of the file, published by two people."""
    drafted = both[1].calls.get()
    calls.send_call(drafted, actor=of_the_second["second"], now=NOW)
    calls.publish_call(drafted, actor=of_the_second["omar"], now=NOW)
    drafted.refresh_from_db()
    return drafted


def start(both, amina, call=None):
    made = services.start_proposal(both[1], both[3], "Evening school", actor=amina, now=NOW)
    return calls.answer_call(made, call, actor=amina, now=NOW) if call else made


def write(proposal, amina, **sections):
    for section, answers in sections.items():
        place = services.place_of(proposal, section, "")
        text = place.opened.texts.get(section=section, party=None)
        outcome = services.save_section(
            proposal, section, answers=answers, expected_version=text.version, actor=amina, now=NOW
        )
        assert isinstance(outcome, services.Saved)


def project(lot):
    return {
        "lot": lot, "area": "education", "region": "oriental", "place": "A town", "months": "6",
        "what": "Classes in the evening for who came and who stayed.",
    }  # fmt: skip


def missing(proposal, name, amina):
    with pytest.raises(services.Incomplete) as refused:
        services.move(proposal, name, actor=amina, now=NOW)
    return [one.reason for one in refused.value.missing]


def test_an_emergency_goes_from_draft_to_the_committee_by_the_faster_way(both, of_the_second, call):
    amina = of_the_second["amina"]
    proposal = start(both, amina, call)
    write(proposal, amina, project=project("emergency"),
          budget={"activities": ACTIVITIES, "lines": [{**BUDGET[0], "amount": "26000"}]})  # fmt: skip
    buttons = {one.move.name: one.is_open for one in services.open_moves(proposal, amina)}
    assert (buttons["submit"], buttons["submit_emergency"]) == (False, True)
    reasons = missing(proposal, "submit_emergency", amina)
    assert any("What happened" in one for one in reasons)  # asked for this lot alone
    assert any("at most EUR 25,000" in one for one in reasons)
    write(proposal, amina, emergency={"event": "A flood.", "harm": "No roof."},
          budget={"activities": ACTIVITIES, "lines": BUDGET})  # fmt: skip
    assert services.missing_before(proposal, NOW) == []  # no other organisation, no signature
    proposal = services.move(proposal, "submit_emergency", actor=amina, now=NOW)
    assert (proposal.state, proposal.reference) == ("emergency", "RMF-N-0001")
    assert ProposalVersion.objects.get(proposal=proposal).content["answers"]
    assert Event.objects.filter(verb="proposal:moved", fund=both[1]).count() == 1


def test_a_small_project_cannot_take_the_way_of_emergencies(both, of_the_second, call):
    amina = of_the_second["amina"]
    proposal = start(both, amina, call)
    write(proposal, amina, project=project("small"), budget={"activities": ACTIVITIES, "lines": BUDGET})
    assert any("choose the lot of emergencies" in one for one in missing(proposal, "submit_emergency", amina))
    assert services.move(proposal, "submit", actor=amina, now=NOW).state == "submitted"


def test_whom_a_town_hands_money_to_is_bounded_and_held_against_the_list(both, of_the_second, call):
    amina, secretary = of_the_second["amina"], of_the_second["second"]
    sanctions.import_sanctions(both[1], sanctions_file(), source="UN", actor=secretary, now=NOW)
    proposal = start(both, amina, call)
    listed = {"name": "Harbor Works Foundation", "purpose": "Boats", "amount": "15001"}
    write(proposal, amina, project=project("regranting"), regranting={"recipients": [listed]},
          budget={"activities": ACTIVITIES, "lines": BUDGET})  # fmt: skip
    reasons = missing(proposal, "submit_regranting", amina)
    assert any("EUR 15,001 is more than one may get" in one for one in reasons)
    assert any("80 per cent of the budget, EUR 14,400" in one for one in reasons)
    write(proposal, amina, regranting={"recipients": [{**listed, "amount": "14000"}]})
    proposal = services.move(proposal, "submit_regranting", actor=amina, now=NOW)
    match = SanctionsMatch.objects.get()
    assert (match.proposal, match.our_name, match.state) == (proposal, "Harbor Works Foundation", "open")
    with pytest.raises(services.Incomplete, match="Decide first"):
        services.move(proposal, "take_up", actor=secretary, now=NOW)
    sanctions.decide_match(match, "not_same", reason="Another town.", actor=secretary, now=NOW)
    assert services.move(proposal, "take_up", actor=secretary, now=NOW).state == "in_selection"
    sanctions.import_sanctions(
        both[1], sanctions_file(day="2026-12-01"), source="UN", actor=secretary, now=NOW
    )
    assert SanctionsMatch.objects.get().state == "not_same"  # remembered on the next list


def test_people_of_one_fund_find_nothing_of_the_other(both, of_the_first, of_the_second, call):
    """Every address of the desk, for everyone of the first fund, under the second; by GET and by POST."""
    start(both, of_the_second["amina"], call)
    paths = [path for path, _who in DESK_PAGES.values()]
    paths += [path for path, _who, _answer in PROPOSAL_PAGES.values()]
    found = []
    for user in (None, *of_the_first):
        client = Client()
        if user:
            client.force_login(user)
        # Who writes at home is also tried at writing here.
        methods = (client.get, client.post) if user in of_the_first[:2] else (client.get,)
        for address in (ROOT + path.replace("MIG-", "RMF-") for path in paths):
            found += [
                f"{user} {method.__name__} {address}: {answer}"
                for method in methods
                if (answer := method(address).status_code) != 404
            ]
    assert not found


def test_people_of_the_second_fund_find_nothing_of_the_first(both, of_the_first, of_the_second):
    first, _second, agency, _town = both
    made = services.start_proposal(first, agency, "Safe routes", actor=of_the_first[1], now=NOW)
    for name in ("amina", "second", "dag"):
        client = Client()
        client.force_login(of_the_second[name])
        for root in ("", "/funds/MIG00"):
            for path in (
                "/desk/",
                "/desk/proposals/",
                "/desk/proposals/1/",
                "/desk/history/",
                "/desk/people/",
            ):
                assert client.get(root + path).status_code == 404, (name, root, path)
        assert proposals_seen(of_the_second[name], first) == []
        assert see_proposal(of_the_second[name], first, made.draft) is None
    with pytest.raises(NotAllowed):
        services.move(made, "withdraw", actor=of_the_second["amina"], now=NOW, note="Mine.")
    history = Client()
    history.force_login(of_the_second["second"])
    assert "Safe routes" not in history.get(f"{ROOT}/desk/history/").text
    file = history.get(f"{ROOT}/desk/history/file.csv")
    assert "Safe routes" not in b"".join(iter(file)).decode()


def test_public_pages_search_and_api_are_each_of_their_fund(both, of_the_second, call):
    client = Client()
    title = call.draft.title
    assert title in html.unescape(client.get(f"{ROOT}/calls/").text)
    assert title not in html.unescape(client.get("/calls/").text)
    assert client.get("/calls/RMF-C-0001/").status_code == 404
    areas = client.get("/api/v1/areas?fund=R2PM").json()
    assert "Agriculture" in str(areas)
    assert "Agriculture" not in str(client.get("/api/v1/areas").json())
    assert client.get(f"{ROOT}/search/?q=school").status_code == 200


def test_every_page_of_the_second_fund_speaks_its_own_words_and_money(both, of_the_second, call):
    """All addresses of the matrix, for a reader, a writer and the secretariat of the second fund."""
    amina = of_the_second["amina"]
    proposal = start(both, amina, call)
    write(proposal, amina, project=project("small"), budget={"activities": ACTIVITIES, "lines": BUDGET})
    services.move(proposal, "submit", actor=amina, now=NOW + timedelta(seconds=1))
    paths = [path for path, _who in (*FUND_PAGES.values(), *DESK_PAGES.values())]
    paths += [path for path, _who, _answer in PROPOSAL_PAGES.values()] + ["/desk/way/", "/decisions/"]
    shown, wrong = set(), []
    for user in (None, amina, of_the_second["second"]):
        client = Client()
        if user:
            client.force_login(user)
        for path in paths:
            got = client.get(ROOT + path.replace("MIG-", "RMF-"))
            assert got.status_code < 500, path
            if got.status_code != 200 or "html" not in got["Content-Type"]:
                continue
            shown.add(path)
            words = html.unescape(re.sub(r"<[^>]+>", " ", got.text))
            wrong += [
                f"{path}: …{words[max(0, at.start() - 40) : at.end() + 20]!r}"
                for at in re.finditer(r"\bUSD\b|US\$|[Jj]oint programme|Steering Committee|\bMIG", words)
            ]
    assert not wrong, "\n".join(wrong)
    assert len(shown) > 55
    call_page = html.unescape(client.get(f"{ROOT}/calls/RMF-C-0001/").text)
    assert "EUR 1,500,000" in call_page.replace("\u00a0", " ")
