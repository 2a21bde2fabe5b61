"""Every address of the installation × everyone of the cast → the answer she gets.

An address that is not in the table fails the test: what is not decided here is not open.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import AMINA, CARMEN, CAST, MOUSSA, OMAR, PIA, RAVI, SECOND, SECRETARIAT, SOFIA, Person
from tests.intake.papers import BOOKLET

EVERYBODY = 200
SIGNED_IN = "signed in"  # Omar is sent to the sign-in page
NOT_HERS = "not hers"  # Omar is sent to the sign-in page, who is signed in has no such thing
SIGNED_OUT = "signed out"  # who is signed in is sent on
NOTHING = 404  # a link that was not made here
SIGNED_IN_POST = "signed in post"
POSTED = 405  # changes something: a plain GET is refused
EMPTY_REDIRECT = 302
DESK_POST = "desk post"  # the same; who may read it gets 405 for a plain GET
OWN_ORGANISATION = "own organisation"  # only who administers one; not even the secretariat
PROPOSERS = "proposers"  # who may propose a practice sees her own, the secretariat all
PROPOSERS_POST = "proposers post"
DESK = "desk"  # who may not read it is told that there is no such page

# The public site of a fund, at the root and under /funds/CODE/.
FUND_PAGES: dict[str, tuple[str, int | str]] = {
    "home": ("/", EVERYBODY),
    "programmes": ("/programmes/", EVERYBODY),
    "programme": ("/programmes/MIG-0022/", EVERYBODY),
    "programme-sources": ("/programmes/MIG-0022/sources/", EVERYBODY),
    "programme-sheet": ("/programmes/MIG-0022/sheet.pdf", EVERYBODY),
    "pipeline": ("/pipeline/", EVERYBODY),
    "calls": ("/calls/", EVERYBODY),
    "call": ("/calls/MIG-C-0001/", EVERYBODY),  # made for the test
    "decisions": ("/decisions/", EVERYBODY),
    "decision": ("/decisions/MIG-DEC-0001/", 404),  # none was taken
    "call-eligibility": ("/calls/MIG-C-0001/eligibility/", EVERYBODY),
    "call-dates": ("/calls/MIG-C-0001/dates.ics", EVERYBODY),
    "contributors": ("/contributors/", EVERYBODY),
    "contributor": ("/contributors/germany/", EVERYBODY),
    "support": ("/support/", EVERYBODY),
    "countries": ("/countries/", EVERYBODY),
    "country": ("/countries/TGO/", EVERYBODY),
    "organisations": ("/organisations/", EVERYBODY),
    "organisation": ("/organisations/iom/", EVERYBODY),
    "principles": ("/principles/", EVERYBODY),
    "principle": ("/principles/people_centred/", EVERYBODY),
    "documents": ("/documents/", EVERYBODY),
    "document": ("/documents/booklet-2023-07/", EVERYBODY),
    "publications": ("/publications/", EVERYBODY),
    "publication": ("/publications/MIG-P-0001/", EVERYBODY),
    "publication-file": ("/publications/MIG-P-0001/file.xlsx", EVERYBODY),
    "publication-cover": ("/publications/MIG-P-0001/cover.jpg", 404),  # it has none
    "publication-figures": ("/publications/MIG-P-0001/figures/", EVERYBODY),
    "publication-figure": ("/publications/MIG-P-0001/figures/waiting-by-area/", EVERYBODY),
    "publication-figure-embed": ("/publications/MIG-P-0001/figures/waiting-by-area/embed/", EVERYBODY),
    "publication-figure-file": ("/publications/MIG-P-0001/figures/waiting-by-area/file.csv", EVERYBODY),
    "figures": ("/figures/", EVERYBODY),
    "figure": ("/figures/waiting-by-area/", EVERYBODY),
    "figure-embed": ("/figures/waiting-by-area/embed/", EVERYBODY),
    "figure-file": ("/figures/waiting-by-area/file.svg", EVERYBODY),
    "knowledge": ("/knowledge/", EVERYBODY),
    "knowledge-projects": ("/knowledge/projects/", EVERYBODY),
    "knowledge-project": ("/knowledge/projects/progem/", EVERYBODY),
    "knowledge-practices": ("/knowledge/practices/", EVERYBODY),
    "knowledge-practice": ("/knowledge/practices/MIG-KB-0001/", EVERYBODY),
    "knowledge-lessons": ("/knowledge/lessons/", EVERYBODY),
    "knowledge-sessions": ("/knowledge/sessions/", EVERYBODY),
    "knowledge-session": ("/knowledge/sessions/what-all-sessions-had-in-common/", EVERYBODY),
    "knowledge-results": ("/knowledge/results/", EVERYBODY),
    "knowledge-resources": ("/knowledge/resources/", EVERYBODY),
    "knowledge-resource": ("/knowledge/resources/meetafrica-fr/", EVERYBODY),
    "knowledge-topic": ("/knowledge/topics/crisis_adaptation/", EVERYBODY),
    "search": ("/search/?q=returnees", EVERYBODY),
    "search-save": ("/search/follow/", SIGNED_IN_POST),
    "search-saved": ("/search/followed/1/", NOT_HERS),
    "self-assessments": ("/self-assessment/", EVERYBODY),
    "self-assessment": ("/self-assessment/refugee_inclusion/", EVERYBODY),
    # Answers are opened by a token; none was made here.
    "assessment-join": ("/self-assessment/join/made-up/", NOTHING),
    "assessment-shared": ("/self-assessment/shared/made-up/", NOTHING),
    "assessment-section": ("/self-assessment/answers/made-up/1/", NOTHING),
    "assessment-send": ("/self-assessment/answers/made-up/send/", NOTHING),
    "assessment-result": ("/self-assessment/answers/made-up/result/", NOTHING),
    "data": ("/data/", EVERYBODY),
    "discrepancies": ("/data/discrepancies/", EVERYBODY),
    "editions": ("/data/editions/", EVERYBODY),
    "check": ("/check/", EVERYBODY),
    "vocabularies": ("/data/vocabularies/", EVERYBODY),
}
# The desk of a fund, at the root and under /funds/CODE/; intake 1 is made for the test.
DESK_PAGES: dict[str, tuple[str, int | str]] = {
    "desk": ("/desk/", DESK),
    "desk-history": ("/desk/history/", DESK),
    "desk-history-file": ("/desk/history/file.csv", DESK),
    "desk-intakes": ("/desk/intake/", DESK),
    "desk-intake": ("/desk/intake/1/", DESK),
    "desk-intake-read-again": ("/desk/intake/1/read-again/", DESK_POST),
    "desk-intake-accept-plain": ("/desk/intake/1/accept-plain/", DESK_POST),
    "desk-candidate": ("/desk/intake/1/1/", DESK),
    "desk-status": ("/desk/status/", DESK),
    "desk-documents": ("/desk/documents/", DESK),
    "desk-document": ("/desk/documents/booklet-2023-07/", DESK),
    "desk-assessments": ("/desk/assessments/", DESK),
    "desk-assessment-new": ("/desk/assessments/new/", DESK),
    "desk-assessment": ("/desk/assessments/99/", 404),  # none was opened
    "desk-instruments": ("/desk/instruments/", DESK),
    "desk-instrument": ("/desk/instruments/gender_marker/", DESK),
    "desk-instrument-file": ("/desk/instruments/gender_marker/file.xlsx", DESK),
    "desk-instrument-draft": ("/desk/instruments/gender_marker/draft/", DESK_POST),
    "desk-instrument-part": ("/desk/instruments/gender_marker/1/", DESK),
    "desk-filters": ("/desk/filters/", DESK),
    "desk-filter-remove": ("/desk/filters/ports/remove/", DESK_POST),
    "desk-calls": ("/desk/calls/", DESK),
    "desk-call-new": ("/desk/calls/new/", DESK),
    "desk-call": ("/desk/calls/MIG-C-0001/", DESK),
    "desk-call-preview": ("/desk/calls/MIG-C-0001/preview/", DESK),
    "desk-call-move": ("/desk/calls/MIG-C-0001/move/", DESK_POST),
    "desk-call-questions": ("/desk/calls/MIG-C-0001/questions/", DESK),
    "desk-call-applicants": ("/desk/calls/MIG-C-0001/applicants/", DESK),
    "desk-call-timeline": ("/desk/calls/MIG-C-0001/timeline/", DESK),
    "desk-sanctions": ("/desk/sanctions/", DESK),
    "desk-way": ("/desk/way/", DESK),
    "desk-way-draft": ("/desk/way/draft/", DESK_POST),
    "desk-way-part": ("/desk/way/moves/1/", DESK),
    "desk-forms": ("/desk/forms/", DESK),
    "desk-form": ("/desk/forms/concept_note/", DESK),
    "desk-form-draft": ("/desk/forms/concept_note/draft/", DESK_POST),
    "desk-form-preview": ("/desk/forms/concept_note/preview/", DESK),
    "desk-form-section": ("/desk/forms/concept_note/1/", DESK),
    "desk-form-field": ("/desk/forms/concept_note/1/1/", DESK),
    "desk-practices": ("/desk/practices/", PROPOSERS),
    "desk-practice-lessons": ("/desk/practices/lessons/", DESK),
    "desk-practice-lesson-new": ("/desk/practices/lessons/programme/", DESK),
    "desk-practice": ("/desk/practices/1/", DESK),
    "desk-practice-move": ("/desk/practices/1/move/", PROPOSERS_POST),
    "desk-publications": ("/desk/publications/", DESK),
    "desk-publication-new": ("/desk/publications/new/?kind=brief", DESK),
    "desk-publication": ("/desk/publications/1/", DESK),
    "desk-publication-preview": ("/desk/publications/2/preview/", DESK),
    "desk-publication-preview-file": ("/desk/publications/1/preview/file/", 404),  # not asked for
    "desk-publication-cover": ("/desk/publications/1/cover/", 404),  # it has none
    "desk-publication-move": ("/desk/publications/1/move/", DESK_POST),
}
# Proposal 1 is a draft of Pia's organisation for Moussa's country, made for the test.
PROPOSAL_PAGES: dict[str, tuple[str, tuple[Person, ...], int]] = {
    # Meeting 1 of the committee with one item, made for the test.
    "desk-bodies": ("/desk/bodies/", (SOFIA, SECOND, CARMEN), 200),
    "desk-board": ("/desk/board/", (SOFIA, SECOND, CARMEN), 200),
    "desk-scenario": ("/desk/board/1/", (SOFIA, SECOND, CARMEN), 200),  # shown to members
    "desk-scenario-print": ("/desk/board/1/print/", (SOFIA, SECOND, CARMEN), 200),
    "desk-meetings": ("/desk/meetings/", (SOFIA, SECOND, CARMEN), 200),
    "desk-meeting": ("/desk/meetings/steering_committee/1/", (SOFIA, SECOND, CARMEN), 200),
    "desk-meeting-topic": ("/desk/meetings/steering_committee/1/1/", (SOFIA, SECOND, CARMEN), 200),
    "desk-meeting-minutes": ("/desk/meetings/steering_committee/1/minutes/", (SOFIA, SECOND, CARMEN), 200),
    "desk-meeting-letters": ("/desk/meetings/steering_committee/1/letters/", (SOFIA, SECOND), 200),
    "desk-meeting-papers": ("/desk/meetings/steering_committee/1/papers.pdf", (), 200),  # not made
    "desk-conditions": ("/desk/conditions/", (SOFIA, SECOND, PIA, RAVI, CARMEN, MOUSSA), 200),
    "desk-proposals": ("/desk/proposals/", (SOFIA, SECOND, PIA, RAVI, CARMEN, MOUSSA), 200),
    "desk-proposal-new": ("/desk/proposals/new/", (PIA,), 200),
    "desk-proposal": ("/desk/proposals/1/", (SOFIA, SECOND, PIA, MOUSSA), 200),
    "desk-proposal-party": ("/desk/proposals/1/party/", (SOFIA, SECOND, PIA, RAVI, CARMEN, MOUSSA), 405),
    "desk-proposal-move": ("/desk/proposals/1/move/", (SOFIA, SECOND, PIA, RAVI, CARMEN, MOUSSA), 405),
    "desk-proposal-complete": ("/desk/proposals/1/missing/", (PIA, MOUSSA), 200),
    "desk-proposal-word": ("/desk/proposals/1/text.docx", (PIA, MOUSSA), 200),
    "desk-proposal-budget-file": ("/desk/proposals/1/budget.xlsx", (PIA, MOUSSA), 200),
    "desk-proposal-file": ("/desk/proposals/1/file/", (PIA,), 200),
    "desk-proposal-files": ("/desk/proposals/1/files/", (SOFIA, SECOND, PIA, MOUSSA), 200),
    "desk-proposal-file-of": ("/desk/proposals/1/files/1/", (), 200),
    "desk-proposal-endorse": ("/desk/proposals/1/endorse/", (MOUSSA,), 200),
    "desk-proposal-receipt": ("/desk/proposals/1/receipt/1/", (), 200),
    "desk-proposal-version": ("/desk/proposals/1/version/1/", (), 200),
    "desk-proposal-version-file": ("/desk/proposals/1/version/1/file.pdf", (), 200),
    "desk-proposal-section": ("/desk/proposals/1/write/summary/", (PIA, MOUSSA), 200),
    "desk-proposal-section-of": ("/desk/proposals/1/write/budget/of/iom/", (PIA, MOUSSA), 200),
    "desk-proposal-comment": (
        "/desk/proposals/1/write/summary/comment/",
        (SOFIA, SECOND, PIA, RAVI, CARMEN, MOUSSA),
        405,
    ),
    "desk-proposal-comment-of": (
        "/desk/proposals/1/write/budget/of/iom/comment/",
        (SOFIA, SECOND, PIA, RAVI, CARMEN, MOUSSA),
        405,
    ),
}
# Who may read the proposal but not write in it is told so.
ONLY_LOOKS: dict[str, tuple[Person, ...]] = {"desk-proposal-file": (MOUSSA,)}
# Nobody reviews proposal 1 yet: its pages are there for the secretariat alone.
PROPOSAL_PAGES |= {
    "desk-reviews": ("/desk/reviews/", (SOFIA, SECOND, RAVI, CARMEN), 200),
    "desk-reviews-compare": ("/desk/reviews/compare/?call=MIG-C-0001", (), 200),
    "desk-reviews-compare-file": ("/desk/reviews/compare/file.xlsx?call=MIG-C-0001", (), 200),
    "desk-review": ("/desk/reviews/1/", (), 200),
    "desk-review-declare": ("/desk/reviews/1/declare/", (SOFIA, SECOND, RAVI, CARMEN), 405),
    "desk-review-marker": ("/desk/reviews/1/marker/", (SOFIA, SECOND, RAVI, CARMEN), 405),
    "desk-review-screen": ("/desk/reviews/1/eligibility/", (SOFIA, SECOND), 200),
    "desk-review-assign": ("/desk/reviews/1/reviewers/", (SOFIA, SECOND), 200),
    "desk-review-summary": ("/desk/reviews/1/summary/", (), 200),
    "desk-review-answer": ("/desk/reviews/1/answer/", (), 200),
}
# The people of the fund, kept by the secretariat; who is asked for is Pia, invitation 1 is made for the test.
PIAS_NUMBER = "0b1f6c1e-6f0e-4d8e-9a55-3f2f6a8c1d01"
DESK_PAGES |= {
    "desk-people": ("/desk/people/", DESK),
    "desk-people-invite": ("/desk/people/invite/", DESK),
    "desk-people-invitation": ("/desk/people/invited/1/", DESK),
    "desk-people-person": (f"/desk/people/{PIAS_NUMBER}/", DESK),
    "desk-people-records": (f"/desk/people/{PIAS_NUMBER}/records/", DESK),
    "desk-organisation": ("/desk/organisation/", OWN_ORGANISATION),
    "desk-organisation-invite": ("/desk/organisation/invite/", OWN_ORGANISATION),
    "desk-organisation-invitation": ("/desk/organisation/invited/1/", OWN_ORGANISATION),
    "desk-organisation-person": (f"/desk/organisation/{PIAS_NUMBER}/", OWN_ORGANISATION),
}
INSTALLATION: dict[str, tuple[str, int | str]] = {
    "sign-in": ("/sign-in/", SIGNED_OUT),
    "account_login": ("/sign-in/", SIGNED_OUT),
    "sign-out": ("/sign-out/", POSTED),
    "mfa_authenticate": ("/sign-in/second-step/", EMPTY_REDIRECT),  # no password was given before
    "mfa_login_webauthn": ("/sign-in/passkey/", EMPTY_REDIRECT),
    "account_reset_password": ("/sign-in/forgotten/", EVERYBODY),
    "account_reset_password_done": ("/sign-in/forgotten/sent/", EVERYBODY),
    "account_reset_password_from_key_done": ("/sign-in/forgotten/done/", EVERYBODY),
    "account_reset_password_from_key": ("/sign-in/forgotten/1-nonsense/", EVERYBODY),
    "invitation": ("/invitation/nonsense/", 404),
    "account": ("/account/", SIGNED_IN),
    "notices": ("/notices/", SIGNED_IN),
    "notice": ("/notices/99/", NOT_HERS),
    "notices-read-all": ("/notices/read-all/", SIGNED_IN_POST),
    "notice-preferences": ("/notices/preferences/", SIGNED_IN),
    "unsubscribe": ("/notices/unsubscribe/made-up/", NOTHING),
    "account-sessions": ("/account/sessions/", POSTED),
    "account-erase": ("/account/erase/", SIGNED_IN),
    "account_change_password": ("/account/password/", SIGNED_IN),
    "account_set_password": ("/account/password/first/", EMPTY_REDIRECT),  # has one: sent to change it
    "account_email": ("/account/email/", SIGNED_IN),
    "account_confirm_email": ("/account/email/nonsense/", EVERYBODY),
    "account_reauthenticate": ("/account/confirm/", SIGNED_IN),
    "mfa_reauthenticate": ("/account/confirm/code/", EMPTY_REDIRECT),  # has none: asked for the password
    "mfa_reauthenticate_webauthn": ("/account/confirm/passkey/", EMPTY_REDIRECT),
    "mfa_index": ("/account/second-step/", SIGNED_IN),
    # Nothing here before the password was given once more.
    "mfa_activate_totp": ("/account/second-step/app/", EMPTY_REDIRECT),
    "mfa_deactivate_totp": ("/account/second-step/app/remove/", NOT_HERS),
    "mfa_view_recovery_codes": ("/account/second-step/codes/", NOT_HERS),
    "mfa_generate_recovery_codes": ("/account/second-step/codes/new/", EMPTY_REDIRECT),
    "mfa_add_webauthn": ("/account/second-step/passkeys/new/", EMPTY_REDIRECT),
    "mfa_remove_webauthn": ("/account/second-step/passkeys/1/remove/", EMPTY_REDIRECT),
    "mfa_edit_webauthn": ("/account/second-step/passkeys/1/name/", EMPTY_REDIRECT),
    "funds": ("/funds/", EVERYBODY),
    "styleguide": ("/styleguide/", EVERYBODY),
    "health": ("/health/", EVERYBODY),
    "set_language": ("/i18n/setlang/", EMPTY_REDIRECT),
    "api-index": ("/api/v1/", EVERYBODY),
    "api-docs": ("/api/v1/docs", EVERYBODY),
    "api-openapi": ("/api/v1/openapi.json", EVERYBODY),
}
API: tuple[str, ...] = (
    "programmes",
    "programmes/MIG-0022",
    "contributors",
    "countries",
    "organisations",
    "areas",
    "terms",
    "statuses",
    "discrepancies",
    "documents",
    "knowledge/projects",
    "knowledge/practices",
    "knowledge/lessons",
    "knowledge/sessions",
    "knowledge/results",
    "knowledge/resources",
    "search?q=returnees",
)


def addresses() -> Iterator[tuple[str, int | str]]:
    """Every address and who gets what there."""
    yield from FUND_PAGES.values()
    yield from ((f"/funds/MIG00{path}", answer) for path, answer in FUND_PAGES.values())
    yield from DESK_PAGES.values()
    yield from ((f"/funds/MIG00{path}", answer) for path, answer in DESK_PAGES.values())
    yield from INSTALLATION.values()
    yield from ((f"/api/v1/{path}", EVERYBODY) for path in API)


def names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """The name of every address; the API's own by their path."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, pattern.namespace or namespace)
        elif not namespace:
            yield pattern.name or str(pattern.pattern)


def signed_in(person: Person) -> Client:
    client = Client()
    if person.email:
        from jointfund.people.models import User

        client.force_login(User.objects.get(email=person.email))
    return client


@pytest.fixture
def intake(demo_fund):
    """Intake 1 of the demonstration fund, read, with its candidates."""
    from jointfund.intake import services
    from jointfund.intake.models import Origin

    content = BOOKLET.encode()
    found = services.hand_in(
        demo_fund, [services.Upload("b.txt", len(content), content)], actor="x", origin=Origin.COMMAND
    )
    services.read_intake(found.pk)
    return found


@pytest.fixture
def invited(demo_fund):
    """Pia under a known pseudonym, and invitation 1 into her organisation."""
    from datetime import UTC, datetime

    from jointfund.people import services
    from jointfund.people.models import Invitation, Organisation, Role, User

    User.objects.filter(email=PIA.email).update(pseudonym=PIAS_NUMBER)
    wanted = services.RoleWanted(Role.OFFICER, Organisation.objects.get(fund=demo_fund, slug="iom"))
    issued = services.invite_person(
        "new@test.example",
        wanted,
        fund=demo_fund,
        actor="system:test",
        reason="a test",
        now=datetime.now(UTC),
    )
    Invitation.objects.filter(pk=issued.invitation.pk).update(id=1)


@pytest.fixture
def published_call(demo_fund):
    """Call 1, published."""
    from tests.proposals.call_samples import open_words, publish

    return publish(demo_fund, open_words())


@pytest.fixture
def files(demo_fund):
    """The files of the first release, as the worker makes them."""
    from jointfund.publications.models import Release
    from jointfund.publications.services import render_release

    render_release(Release.objects.get(fund=demo_fund, number=1).pk)


def test_every_address_is_in_the_table():
    decided = (
        set(FUND_PAGES) | set(DESK_PAGES) | set(PROPOSAL_PAGES) | set(INSTALLATION) | {"<path:rest>"}
    )  # the last answers 404 to everybody
    assert set(names(get_resolver().url_patterns)) == decided


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.name)
def test_everyone_gets_the_answer_of_the_table(demo_fund, published_call, intake, files, invited, person):
    client = signed_in(person)
    wrong = []
    for address, answer in addresses():
        expected = {
            SIGNED_IN: 302 if person is OMAR else 200,
            NOT_HERS: 302 if person is OMAR else 404,
            SIGNED_IN_POST: 302 if person is OMAR else 405,
            OWN_ORGANISATION: 200 if person is PIA else 404,
            SIGNED_OUT: 200 if person is OMAR else 302,
            DESK: 200 if person in SECRETARIAT else 404,
            PROPOSERS: 200 if person in (*SECRETARIAT, PIA, AMINA) else 404,
            PROPOSERS_POST: 405 if person in (*SECRETARIAT, PIA, AMINA) else 404,
            DESK_POST: 405 if person in SECRETARIAT else 404,
        }.get(answer, answer)
        got = client.get(address).status_code
        if got != expected:
            wrong.append(f"{address}: {got} instead of {expected}")
    assert not wrong


@pytest.fixture
def proposal(demo_fund):
    """A draft of Pia's organisation for Togo."""
    from datetime import UTC, datetime

    from jointfund.people.models import Organisation
    from jointfund.proposals import services

    lead = Organisation.objects.get(fund=demo_fund, slug="iom")
    made = services.start_proposal(demo_fund, lead, "Safe routes", actor="test", now=datetime.now(UTC))
    services.name_countries(made, ["TGO"], actor="test")
    _plan_meeting(demo_fund)


def _plan_meeting(fund) -> None:
    from datetime import UTC, datetime

    from jointfund.committee.services import bodies, meetings, scenarios

    bodies.load_bodies(fund, actor="test")
    meeting = meetings.plan_meeting(
        fund.bodies.get(code="steering_committee"),
        starts_at=datetime(2026, 3, 10, 14, tzinfo=UTC),
        time_zone="UTC",
        place="",
        actor="test",
    )
    meetings.add_subject(meeting, "Rules of procedure", actor="test")
    scenario = scenarios.make_scenario(fund, "Coast first", actor="test", now=meeting.starts_at)
    scenarios.show_scenario(scenario, meeting, actor="test", now=meeting.starts_at)


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.name)
def test_a_proposal_is_open_to_its_people_and_to_nobody_else(demo_fund, proposal, person):
    client = signed_in(person)
    wrong = []
    for name, (path, seen_by, answer) in PROPOSAL_PAGES.items():
        refusal = 403 if person in ONLY_LOOKS.get(name, ()) else 404
        for root in ("", "/funds/MIG00"):
            got = client.get(f"{root}{path}").status_code
            if got != (answer if person in seen_by else refusal):
                wrong.append(f"{path}: {got}")
    assert not wrong


DESK_POSTS = (
    "/desk/intake/",
    "/desk/intake/1/read-again/",
    "/desk/intake/1/accept-plain/",
    "/desk/intake/1/1/",
)
PUBLICATION_POSTS = (
    "/desk/filters/",
    "/desk/filters/ports/remove/",
    "/desk/publications/new/?kind=portfolio",
    "/desk/publications/1/",
    "/desk/publications/1/move/",
)


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.name)
def test_only_who_may_decide_may_post_at_the_desk(demo_fund, intake, person):
    client = signed_in(person)
    answers = {
        client.post(f"{root}{path}").status_code
        for path in (*DESK_POSTS, *PUBLICATION_POSTS)
        for root in ("", "/funds/MIG00")
    }
    assert answers <= ({200, 302} if person in SECRETARIAT else {404})


def test_who_may_read_but_not_decide_sees_no_button_and_is_refused(demo_fund, intake, monkeypatch):
    from jointfund.intake.models import Candidate
    from jointfund.people import permissions
    from jointfund.people.models import Role

    reads = frozenset({permissions.Permission.INTAKE_READ})
    monkeypatch.setattr(permissions, "GRANTS", {**permissions.GRANTS, Role.REVIEWER: reads})
    client = signed_in(RAVI)
    page = client.get("/desk/intake/1/1/")
    assert (page.status_code, b'name="action"' in page.content) == (200, False)
    assert {client.post(path).status_code for path in DESK_POSTS} == {403}
    assert not Candidate.objects.exclude(state="open").exists()


@pytest.mark.parametrize(
    "address",
    [
        "/desk/",
        "/desk/intake/1/",
        "/desk/intake/99/",
        "/programmes/MIG-9999/",
        "/programmes/XXX-0001/",
        "/programmes/nonsense/",
        "/funds/NONE/",
        "/funds/NONE/programmes/",
        "/countries/XXX/",
        "/organisations/nobody/",
        "/contributors/nobody/",
        "/principles/nothing/",
        "/documents/nothing/",
        "/publications/MIG-P-0099/",
        "/publications/XXX-P-0001/",
        "/publications/nonsense/",
        "/publications/MIG-P-0001/file.exe",
        "/admin/",
        "/static/../secret-key",
        "/files/originals/",
        "/api/v1/nothing",
        "/api/v1/programmes/MIG-9999",
    ],
)
def test_what_is_not_there_is_404_for_strangers(demo_fund, address):
    assert Client().get(address).status_code == 404
