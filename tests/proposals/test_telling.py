"""Who hears of what happens to a proposal, and of a new call."""

from dataclasses import replace

import pytest
from tests.proposals.call_samples import open_words, publish
from tests.proposals.conftest import NOW

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.notices.kinds import Kind
from jointfund.notices.models import Notice
from jointfund.people.permissions import InFund, held_roles
from jointfund.proposals import services
from jointfund.proposals.models import SectionText
from jointfund.proposals.queries.waiting import invitations_to_answer
from jointfund.proposals.telling import TELLS


def told(kind):
    """Every event told in its order; who has a notice of the kind, by the first part of the address."""
    for event in Event.objects.order_by("pk"):
        if event.verb in TELLS:
            TELLS[Verb(event.verb)](event)
    found = Notice.objects.filter(kind=kind).select_related("recipient")
    return sorted(one.recipient.address.partition("@")[0] for one in found)


def test_an_invited_organisation_hears_of_it_until_it_has_answered(joint, orgs, cast):
    services.invite_party(joint, orgs["gamma"], actor=cast["pia"])
    assert told(Kind.PROPOSAL_INVITED) == ["gamma"]
    assert told(Kind.PROPOSAL_ANSWERED) == ["pia", "second"]


def test_the_lead_hears_of_each_signature(endorsed):
    assert told(Kind.PROPOSAL_ENDORSED) == ["pia"] * 3 + ["second"] * 3
    assert {one.values["for"] for one in Notice.objects.filter(kind=Kind.PROPOSAL_ENDORSED)} == {
        "TGO",
        "ALPHA",
        "BETA",
    }


def test_who_wrote_in_a_section_hears_of_a_comment_and_nobody_else(joint, cast):
    services.save_section(
        joint,
        "results",
        answers={"outputs": [{"code": "1"}]},
        expected_version=0,
        actor=cast["beta"],
        now=NOW,
    )
    text = SectionText.objects.get(section="results")
    services.add_comment(text, "outputs", 0, "Which one?", actor=cast["pia"], now=NOW)
    assert told(Kind.PROPOSAL_COMMENTED) == ["beta"]
    services.add_comment(text, "outputs", 0, "This one.", actor=cast["beta"], now=NOW)
    assert told(Kind.PROPOSAL_COMMENTED) == ["beta"]


def test_everybody_who_writes_gets_the_receipt_and_hears_of_a_return_with_its_reason(endorsed, cast):
    services.move(endorsed, "submit", actor=cast["pia"], now=NOW)
    assert told(Kind.PROPOSAL_SUBMITTED) == ["beta", "pia", "second"]
    assert told(Kind.PROPOSAL_RETURNED) == []
    back = next(one for one in services.table_of(endorsed).moves if one.name.startswith("return"))
    services.move(endorsed, back.name, actor="test", now=NOW, note="Say who pays.")
    assert told(Kind.PROPOSAL_RETURNED) == ["beta", "pia", "second"]
    notes = {one.values["note"] for one in Notice.objects.filter(kind=Kind.PROPOSAL_RETURNED)}
    assert notes == {"Say who pays."}


@pytest.mark.usefixtures("joint")
def test_who_may_write_proposals_hears_of_a_new_call(writing_fund):
    publish(writing_fund, replace(open_words(), areas=(), regions=(), countries=("TGO",)))
    assert told(Kind.CALL_PUBLISHED) == ["beta", "gamma", "pia", "second"]


def test_an_invitation_waits_for_who_writes_for_the_organisation_until_it_is_answered(joint, orgs, cast):
    services.invite_party(joint, orgs["gamma"], actor=cast["pia"])

    def waiting(who):
        held = held_roles(cast[who], InFund(joint.fund))
        return [one.organisation.slug for one in invitations_to_answer(joint.fund, held)]

    assert (waiting("gamma"), waiting("beta"), waiting("sofia")) == (["gamma"], [], [])
    services.answer_invitation(joint, orgs["gamma"], accept=False, actor=cast["gamma"], now=NOW)
    assert waiting("gamma") == []
