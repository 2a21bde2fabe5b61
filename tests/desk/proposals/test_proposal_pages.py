"""Pages of joint proposals: who sees what, what is kept, what is refused and where it is mended."""

import pytest
from django.test import Client
from tests.proposals.conftest import NOW, sign_all

from jointfund.people.models import User
from jointfund.proposals import services
from jointfund.proposals.models import Comment, Endorsement, Proposal, SectionText

BASE = "/desk/proposals/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def pia(cast):
    return client_of(cast["pia"])


@pytest.fixture
def beta(cast):
    return client_of(cast["beta"])


PAGES = {
    "": "near",
    "missing/": "near",
    "write/summary/": "near",
    "write/own/of/alpha/": "near",
    "endorse/": "signs",
    "receipt/1/": "nothing",
    "version/1/": "nothing",
    "version/1/file.pdf": "nothing",
    "write/nothing/": "nothing",
    "write/own/": "nothing",
    "write/own/of/gamma/": "nothing",
}
NEAR = {"pia", "second", "beta", "alpha head", "beta head", "moussa"}
SIGNS = {"alpha head", "beta head", "moussa"}
SUBMITTED = {"receipt/1/", "version/1/", "version/1/file.pdf"}


def test_a_draft_is_seen_by_its_own_people_only(joint, cast):
    wrong = []
    for who, user in cast.items():
        client = client_of(user)
        for page, kind in PAGES.items():
            sees = {"near": who in NEAR, "signs": who in SIGNS, "nothing": False}[kind]
            sees = sees or (page == "" and who == "sofia")  # that there is a draft, without its text
            got = client.get(f"{BASE}1/{page}").status_code
            if got != (200 if sees else 404):
                wrong.append((who, page, got))
    assert not wrong
    assert {Client().get(f"{BASE}1/{page}").status_code for page in PAGES} == {404}


def test_what_was_submitted_is_seen_by_who_judges_it(endorsed, cast):
    services.move(endorsed, "submit", actor=cast["pia"], now=NOW)
    for who, user in cast.items():
        client = client_of(user)
        sees = who not in {"gamma", "another signatory"}
        for page in SUBMITTED | {""}:
            assert client.get(f"{BASE}1/{page}").status_code == (200 if sees else 404), (who, page)
        assert client.get(f"{BASE}1/write/summary/").status_code == (200 if who in NEAR else 404)


@pytest.mark.parametrize(
    "who", ["gamma", "another signatory", "carmen", "ravi", "sofia", "moussa", "beta head"]
)
def test_who_may_not_write_posts_to_no_section(joint, cast, who):
    answer = client_of(cast[who]).post(f"{BASE}1/write/summary/", {"what": "x", "version": "0"})
    assert answer.status_code == (403 if who in NEAR else 404)
    assert not SectionText.objects.exclude(version=0).exists()


def test_pia_starts_a_proposal_invites_and_is_answered(writing_fund, cast, orgs, pia, beta):
    assert client_of(cast["sofia"]).get(f"{BASE}new/").status_code == 404
    refused = pia.post(f"{BASE}new/", {"title": "Safe routes", "lead": "alpha"})
    assert b"Safe routes" in refused.content
    pia.post(f"{BASE}new/", {"title": "Safe routes", "lead": "alpha", "countries": ["TGO"]})
    assert Proposal.objects.get().title == "Safe routes"
    pia.post(f"{BASE}1/party/", {"act": "invite", "organisation": "beta"})
    assert b"Take part" in beta.get(f"{BASE}1/").content
    beta.post(f"{BASE}1/party/", {"act": "accept", "organisation": "beta"})
    assert b"write/own/of/beta/" in pia.get(f"{BASE}1/").content
    refused = beta.post(f"{BASE}1/party/", {"act": "invite", "organisation": "gamma"})
    assert b"error-summary" in refused.content
    assert b"Safe routes" in pia.get(BASE).content
    assert b"Safe routes" not in client_of(cast["gamma"]).get(BASE).content


def test_a_lead_of_another_organisation_cannot_be_chosen(writing_fund, cast, orgs, pia):
    pia.post(f"{BASE}new/", {"title": "Safe routes", "lead": "beta", "countries": ["TGO"]})
    assert not Proposal.objects.exists()


def test_a_section_is_saved_and_the_page_says_when(joint, pia):
    page = pia.post(
        f"{BASE}1/write/summary/",
        {"what": "one two three four five six", "months": "many", "version": "0"},
        follow=True,
    )
    text = page.content.decode()
    assert "Saved" in text
    assert "one two three four five six" in text
    assert 'value="many"' in text
    assert SectionText.objects.get(section="summary").version == 1


def test_table_rows_are_kept_and_more_can_be_added(joint, pia):
    sent = {
        "version": "0",
        "outputs-rows": "3",
        "outputs-1-code": "1.1",
        "outputs-3-result": "later",
        "then": "rows",
    }
    page = pia.post(f"{BASE}1/write/results/", sent, follow=True)
    rows = SectionText.objects.get(section="results").answers["outputs"]
    assert rows == [{"code": "1.1", "result": ""}, {"code": "", "result": "later"}]
    assert b"outputs-12-code" in page.content


def test_a_conflict_shows_both_texts(joint, pia, cast):
    second = client_of(cast["second"])
    pia.post(f"{BASE}1/write/summary/", {"what": "what Pia wrote", "version": "0"})
    page = second.post(f"{BASE}1/write/summary/", {"what": "what the second wrote", "version": "0"})
    text = page.content.decode()
    assert "what Pia wrote" in text
    assert "what the second wrote" in text
    assert 'name="version" value="1"' in text
    assert text.count('id="f-what"') == 1  # a label leads to the place to write, not to what is saved
    second.post(f"{BASE}1/write/summary/", {"what": "both", "version": "1"})
    assert SectionText.objects.get(section="summary").answers["what"] == "both"
    assert "what the second wrote" in pia.get(f"{BASE}1/write/summary/").content.decode()


def test_the_script_is_told_what_became_of_its_save(joint, pia, cast):
    def autosave(client, what, version):
        sent = {"what": what, "version": version}
        return client.post(f"{BASE}1/write/summary/", sent, headers={"X-Autosave": "1"}).json()

    assert autosave(pia, "one", "0")["version"] == 1
    assert autosave(client_of(cast["second"]), "two", "0")["state"] == "conflict"


def test_a_refused_submission_links_every_missing_part(joint, pia):
    page = pia.post(f"{BASE}1/move/", {"move": "submit"})
    text = page.content.decode()
    assert f"{BASE}1/write/summary/?check#f-what" in text
    assert f"{BASE}1/write/own/of/beta/?check#f-lines" in text
    assert f"{BASE}1/#endorsements" in text
    mended = pia.get(f"{BASE}1/write/summary/?check").content.decode()
    assert 'id="f-what"' in mended
    assert "is not answered yet" in mended


def test_from_signatures_to_the_receipt_and_its_file(complete, cast, pia):
    for who in ("moussa", "alpha head", "beta head"):
        client = client_of(cast[who])
        page = client.get(f"{BASE}1/endorse/")
        digest = page.context["digest"]
        client.post(f"{BASE}1/endorse/", {"digest": digest, "for": page.context["signatures"][0][0].key})
    assert Endorsement.objects.count() == 3
    receipt = pia.post(f"{BASE}1/move/", {"move": "submit"}, follow=True)
    assert receipt.redirect_chain[-1][0] == f"{BASE}1/receipt/1/"
    assert b"MIG-N-0001" in receipt.content
    file = pia.get(f"{BASE}1/version/1/file.pdf")
    assert file.content.startswith(b"%PDF")
    assert file.headers["Content-Disposition"] == 'attachment; filename="MIG-N-0001-1.pdf"'
    assert file.content == pia.get(f"{BASE}1/version/1/file.pdf").content


def test_a_text_changed_while_it_is_read_is_not_signed(complete, cast, pia):
    client = client_of(cast["moussa"])
    digest = client.get(f"{BASE}1/endorse/").context["digest"]
    pia.post(f"{BASE}1/write/summary/", {"what": "another", "months": "24", "version": "1"})
    page = client.post(f"{BASE}1/endorse/", {"digest": digest, "for": "country:TGO"})
    assert b"was changed while you read it" in page.content
    assert not Endorsement.objects.exists()


def test_a_second_version_shows_what_changed(endorsed, cast, pia):
    services.move(endorsed, "submit", actor=cast["pia"], now=NOW)
    services.move(endorsed, "return", actor=cast["sofia"], now=NOW, note="Say where.")
    pia.post(f"{BASE}1/write/summary/", {"what": "A road that is safe", "months": "24", "version": "1"})
    endorsed.refresh_from_db()
    sign_all(endorsed, cast)
    pia.post(f"{BASE}1/move/", {"move": "submit"})
    text = pia.get(f"{BASE}1/version/2/").content.decode()
    assert "<del>way</del><ins>road</ins>" in text
    assert "Say where." in pia.get(f"{BASE}1/").content.decode()


def test_a_comment_is_made_and_resolved(complete, cast, beta):
    pia = client_of(cast["pia"])
    pia.post(f"{BASE}1/write/summary/comment/", {"on": "what:1", "body": "Where exactly?"})
    made = Comment.objects.get()
    assert "Where exactly?" in beta.get(f"{BASE}1/write/summary/").content.decode()
    empty = beta.post(f"{BASE}1/write/summary/comment/", {"on": "what:1", "body": " "})
    assert b"error-summary" in empty.content
    beta.post(f"{BASE}1/write/summary/comment/", {"resolve": made.pk})
    made.refresh_from_db()
    assert made.resolved_by == cast["beta"].audit_reference
    strangers = client_of(cast["gamma"]).post(
        f"{BASE}1/write/summary/comment/", {"on": "what:0", "body": "x"}
    )
    assert strangers.status_code == 404


def test_what_is_typed_after_submission_is_kept_and_shown(endorsed, cast, pia):
    services.move(endorsed, "submit", actor=cast["pia"], now=NOW)
    page = pia.post(f"{BASE}1/write/summary/", {"what": "typed too late", "version": "1"})
    assert b"not open for writing any more" in page.content
    assert b"typed too late" in page.content


@pytest.mark.parametrize("many", [2, 8])
def test_the_list_asks_the_database_the_same_whatever_its_length(
    writing_fund,
    orgs,
    cast,
    pia,
    django_assert_num_queries,
    many,
):
    for number in range(many):
        services.start_proposal(writing_fund, orgs["alpha"], f"P {number}", actor=cast["pia"], now=NOW)
    pia.get(BASE)
    with django_assert_num_queries(5):
        pia.get(BASE)
