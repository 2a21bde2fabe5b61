"""A proposal goes when complete and signed; what went is kept whole; the document begins with the note."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.proposals.conftest import NOW, sign_all
from tests.proposals.form_samples import FORM, changed

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.kernel.citations import Citation
from jointfund.people.models import Membership, Role
from jointfund.people.permissions import NotAllowed
from jointfund.proposals import services
from jointfund.proposals.forms import BrokenForm
from jointfund.proposals.freezing import canonical, digest_of, text_digest
from jointfund.proposals.models import Comment, FormVersion, ProposalVersion, SectionText


def change(proposal, cast, what="Another way"):
    text = SectionText.objects.get(opened=services.form_of(proposal), section="summary")
    return services.save_section(
        proposal,
        "summary",
        answers={**text.answers, "what": what},
        expected_version=text.version,
        actor=cast["pia"],
        now=NOW,
    )


def submit(proposal, cast):
    return services.move(proposal, "submit", actor=cast["pia"], now=NOW)


def test_an_incomplete_proposal_is_refused_with_every_missing_part(joint, cast):
    with pytest.raises(services.Incomplete) as refusal:
        submit(joint, cast)
    places = {(one.section, one.party, one.place) for one in refusal.value.missing}
    assert ("summary", "", "f-what") in places
    assert ("own", "beta", "f-lines") in places
    assert [one.reason for one in refusal.value.missing if one.place == "endorsements"] == [
        "Togo has not endorsed this text yet.",
        "ALPHA has not endorsed this text yet.",
        "BETA has not endorsed this text yet.",
    ]
    assert not ProposalVersion.objects.exists()


def test_what_is_submitted_is_kept_whole_with_its_digest(endorsed, cast):
    moved = submit(endorsed, cast)
    version = moved.versions.get()
    assert (version.number, version.stage, version.content["reference"]) == (1, "note", "MIG-N-0001")
    assert version.digest == digest_of(version.content)
    assert len(version.content["endorsements"]) == 3
    assert {one["section"] for one in version.content["answers"]} == {"summary", "results", "own"}
    assert Event.objects.get(verb=Verb.PROPOSAL_VERSION_KEPT).after["digest"] == version.digest
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ProposalVersion.objects.update(content={})


def test_equal_content_has_equal_bytes():
    assert canonical({"a": 1, "b": "é"}) == canonical({"b": "é", "a": 1}) == '{"a":1,"b":"é"}'.encode()


def test_returned_and_revised_each_version_is_kept(endorsed, cast):
    submit(endorsed, cast)
    services.move(endorsed, "return", actor=cast["sofia"], now=NOW, note="shorter")
    endorsed.refresh_from_db()
    change(endorsed, cast)
    with pytest.raises(services.Incomplete, match="has not endorsed this text"):
        submit(endorsed, cast)
    sign_all(endorsed, cast)
    moved = submit(endorsed, cast)
    first, second = moved.versions.all()
    assert moved.reference == "MIG-N-0001"
    assert first.content["answers"] != second.content["answers"]
    assert first.digest == digest_of(first.content)


def test_a_signature_stands_under_the_text_that_was_read_only(complete, cast):
    opened = services.form_of(complete)
    before = text_digest(opened)
    [togo] = services.signatures_of(cast["moussa"], complete)
    change(complete, cast)
    with pytest.raises(services.TextChanged):
        services.endorse(complete, togo, digest=before, actor=cast["moussa"], now=NOW)
    services.endorse(complete, togo, digest=text_digest(opened), actor=cast["moussa"], now=NOW)
    with pytest.raises(services.SignedBefore):
        services.endorse(complete, togo, digest=text_digest(opened), actor=cast["moussa"], now=NOW)


@pytest.mark.parametrize(
    ("who", "signs"),
    [
        ("moussa", ["Togo"]),
        ("another signatory", []),
        ("alpha head", ["ALPHA"]),
        ("beta head", ["BETA"]),
        ("pia", []),
        ("sofia", []),
        ("carmen", []),
    ],
)
def test_each_signs_for_her_own_only(complete, cast, who, signs):
    assert [str(one) for one in services.signatures_of(cast[who], complete)] == signs
    digest = text_digest(services.form_of(complete))
    everything = [
        *services.signatures_of(cast["moussa"], complete),
        *services.signatures_of(cast["alpha head"], complete),
        *services.signatures_of(cast["beta head"], complete),
    ]
    assert len(everything) == 3
    for signature in everything:
        if str(signature) not in signs:
            with pytest.raises(NotAllowed):
                services.endorse(complete, signature, digest=digest, actor=cast[who], now=NOW)


def test_who_wrote_a_part_does_not_sign_it(complete, cast, writing_fund, orgs):
    Membership.objects.create(
        user=cast["pia"], fund=writing_fund, role=Role.ORGANISATION_HEAD, organisation=orgs["alpha"]
    )
    change(complete, cast)
    [alpha] = services.signatures_of(cast["pia"], complete)
    with pytest.raises(NotAllowed, match="somebody else signs"):
        services.endorse(
            complete, alpha, digest=text_digest(services.form_of(complete)), actor=cast["pia"], now=NOW
        )


def test_the_document_begins_with_the_text_of_the_note(endorsed, cast, writing_fund):
    document = changed("stages", value=["document"])
    document["code"] = "sample_document"
    for section in document["sections"]:
        for field in section["fields"]:
            field["required_at"] = []
            field["carried_from"] = {"section": section["code"], "field": field["code"]}
    services.enter_form(writing_fund, document, source="a test", valid_from=date(2019, 1, 1), actor="test")
    submit(endorsed, cast)
    for name in ("take_up", "approve_note", "solicit"):
        who = cast["sofia"] if name == "take_up" else cast["carmen"]
        if name != "take_up":
            with pytest.raises(services.Incomplete, match="A body of the fund decides this"):
                services.move(endorsed, name, actor=who, now=NOW, note="so decided")
        decided = Citation("decision", "MIG-DEC-0001")
        moved = services.move(endorsed, name, actor=who, now=NOW, note="so decided", decision=decided)
    events = moved.programme.status_events
    assert [(one.status.code, one.citation_reference) for one in events.all()] == [
        ("concept_note_approved", "MIG-DEC-0001"),
        ("jp_document_solicited", "MIG-DEC-0001"),
    ]
    opened = services.form_of(moved)
    assert opened.stage == "document"
    texts = {(one.section, one.party_id is None): one for one in opened.texts.all()}
    assert texts["summary", True].answers["what"] == "A way that is safe"
    assert opened.texts.filter(section="own").count() == 2
    assert all(one.version == 1 and one.revisions.count() == 1 for one in opened.texts.all())
    sign_all(moved, cast)
    services.move(moved, "submit_document", actor=cast["pia"], now=NOW)
    assert [(one.number, one.stage) for one in moved.versions.all()] == [(1, "note"), (2, "document")]
    submitted = events.get(status__code="jp_document_submitted")
    assert (submitted.citation_kind, submitted.citation_reference) == (
        "event",
        f"{moved.subject}/submit_document",
    )


def test_withdrawal_and_lapse_are_moves_that_say_why(joint, cast):
    with pytest.raises(services.Incomplete, match="Say why"):
        services.move(joint, "withdraw", actor=cast["pia"], now=NOW)
    assert services.move(joint, "lapse", actor=cast["sofia"], now=NOW, note="late").state == "lapsed"


def test_a_form_under_way_is_kept_when_a_new_one_is_entered(joint, writing_fund):
    kept = services.form_of(joint).form
    second = services.enter_form(
        writing_fund,
        changed("title", value="A second form"),
        source="a test",
        valid_from=date(2020, 1, 1),
        actor="test",
    )
    assert (second.number, services.form_of(joint).form) == (2, kept)
    assert (
        services.enter_form(
            writing_fund,
            changed("title", value="A second form"),
            source="a test",
            valid_from=date(2020, 1, 1),
            actor="test",
        )
        == second
    )


def test_a_broken_form_is_not_entered_and_only_the_secretariat_enters_one(writing_fund, cast):
    with pytest.raises(BrokenForm):
        services.enter_form(writing_fund, {}, source="x", valid_from=date(2026, 1, 1), actor=cast["sofia"])
    with pytest.raises(NotAllowed):
        services.enter_form(writing_fund, FORM, source="x", valid_from=date(2026, 1, 1), actor=cast["pia"])
    assert FormVersion.objects.count() == 1


def test_the_shipped_forms_are_entered_once(writing_fund):
    assert [one.stage for one in services.load_forms(writing_fund, actor="test")] == ["note", "document"]
    services.load_forms(writing_fund, actor="test")
    assert FormVersion.objects.filter(number=1).count() == 3


def test_what_ships_anew_reaches_a_fund_that_never_edited_it_and_no_other(writing_fund, cast, monkeypatch):
    services.load_way(writing_fund, actor="system:test")
    services.load_way(writing_fund, actor="system:test")
    assert (writing_fund.move_tables.count(), writing_fund.forms.count()) == (1, 3)
    own = writing_fund.forms.get(code="concept_note").document | {"title": "Ours"}
    services.enter_form(writing_fund, own, source="x", valid_from=date(2026, 1, 1), actor=cast["sofia"])
    from jointfund.proposals.services import forms

    read = forms.read_data
    monkeypatch.setattr(forms, "read_data", lambda name: read(name) | {"title": "As it ships now"})
    services.load_way(writing_fund, actor="system:test")
    titles = {one.code: one.document["title"] for one in writing_fund.forms.order_by("number")}
    assert (titles["concept_note"], titles["programme_document"]) == ("Ours", "As it ships now")


def test_a_comment_keeps_its_paragraph_and_is_resolved_once(complete, cast):
    text = SectionText.objects.get(section="summary")
    comment = services.add_comment(text, "what", 1, "Where?", actor=cast["sofia"], now=NOW)
    assert comment.quote == "A way that is safe"
    services.resolve_comment(comment, actor=cast["beta"], now=NOW)
    services.resolve_comment(comment, actor=cast["pia"], now=NOW)
    assert Comment.objects.get().resolved_by == cast["beta"].audit_reference
    with pytest.raises(services.NothingSaid):
        services.add_comment(text, "what", 1, "  ", actor=cast["pia"], now=NOW)
    for who in ("gamma", "moussa", "carmen", "ravi"):
        with pytest.raises(NotAllowed):
            services.add_comment(text, "what", 1, "x", actor=cast[who], now=NOW)


def test_the_lead_says_for_which_countries(joint, cast):
    services.name_countries(joint, ["GHA", "TGO"], actor=cast["pia"])
    assert Event.objects.filter(verb=Verb.PROPOSAL_COUNTRIES_NAMED).count() == 2
    for who in ("beta", "sofia", "moussa"):
        with pytest.raises(NotAllowed):
            services.name_countries(joint, [], actor=cast[who])
    with pytest.raises(services.UnknownCountry):
        services.name_countries(joint, ["XXX"], actor=cast["pia"])
