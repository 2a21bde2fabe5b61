"""Practitioners and officers propose practices of their own; three people, and who of them may publish."""

from dataclasses import replace
from datetime import date

import pytest

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.knowledge import services
from jointfund.knowledge.drafts import EvidenceDraft
from jointfund.knowledge.models import Practice
from jointfund.people.models import Role
from jointfund.people.permissions import NotAllowed
from tests.knowledge.small import WORDS, person

TODAY = date(2024, 3, 1)


@pytest.fixture
def proposed(open_fund, amina):
    """A complete proposal of Amina's, in review."""
    practice = services.propose_practice(open_fund, "A night desk", actor=amina)
    practice = services.edit_practice(practice, WORDS, version=practice.version, actor=amina)
    practice = services.attach_evidence(practice, EvidenceDraft(cites="Our yearly report"), actor=amina)
    return services.send_practice_to_review(practice, actor=amina)


def test_a_practitioner_proposes_and_an_editor_publishes(proposed, sofia, open_fund):
    done = services.publish_practice(proposed, actor=sofia, today=TODAY)
    assert (done.state, done.authors, done.lesson) == (
        "published",
        [proposed.drafted_by.audit_reference],
        None,
    )
    assert Event.objects.filter(verb=Verb.PRACTICE_PROPOSED).count() == 1


def test_who_proposed_never_publishes(proposed, amina):
    with pytest.raises(NotAllowed):
        services.publish_practice(proposed, actor=amina, today=TODAY)


def test_an_officer_of_an_organisation_proposes_too(open_fund):
    from jointfund.people.services import OrganisationValues, give_role, register_organisation

    organisation = register_organisation(open_fund, OrganisationValues(name="A UN body", kind="un"))
    pia = person(open_fund, "Pia")
    give_role(actor="system:test", user=pia, fund=open_fund, role=Role.OFFICER, organisation=organisation)
    assert services.propose_practice(open_fund, "A joint desk", actor=pia).reference == "MIG-KB-0001"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ANALYST, Role.COMMITTEE, Role.AGENT])
def test_nobody_else_proposes(open_fund, role):
    with pytest.raises(NotAllowed):
        services.propose_practice(open_fund, "A desk", actor=person(open_fund, "Ravi", role))
    assert not Practice.objects.exists()


def test_a_proposal_without_a_title_is_none(open_fund, amina):
    with pytest.raises(services.Incomplete):
        services.propose_practice(open_fund, "  ", actor=amina)


def test_a_practitioner_writes_on_nobody_elses_draft(draft, amina, open_fund):
    with pytest.raises(NotAllowed):
        services.edit_practice(draft, replace(WORDS, title="x"), version=draft.version, actor=amina)
    other = person(open_fund, "Omar", Role.PRACTITIONER)
    hers = services.propose_practice(open_fund, "Hers", actor=other)
    with pytest.raises(NotAllowed):
        services.send_practice_to_review(hers, actor=amina)


def test_once_published_only_editors_write_on_it(proposed, sofia, amina):
    done = services.publish_practice(proposed, actor=sofia, today=TODAY)
    with pytest.raises(NotAllowed):
        services.edit_practice(done, replace(WORDS, title="x"), version=done.version, actor=amina)


def test_of_three_people_whoever_edited_since_the_last_publication_does_not_publish(
    proposed, sofia, second, open_fund
):
    third = person(open_fund, "Tariq", Role.SECRETARIAT)
    # Amina drafted, Sofia returns it and edits, Second edits too: only the third may publish.
    back = services.return_practice(proposed, note="Say who paid.", actor=sofia)
    for number, editor in enumerate((sofia, second)):
        words = replace(WORDS, cost=f"Version {number}")
        back = services.edit_practice(back, words, version=back.version, actor=editor)
    sent = services.send_practice_to_review(back, actor=sofia)
    for author in (sofia, second):
        with pytest.raises(services.OwnPractice):
            services.publish_practice(sent, actor=author, today=TODAY)
    done = services.publish_practice(sent, actor=third, today=TODAY)
    # What follows counts anew: the third edits the published words, and Sofia is free to publish them.
    again = services.edit_practice(done, replace(WORDS, cost="Less"), version=done.version, actor=third)
    again = services.send_practice_to_review(again, actor=sofia)
    with pytest.raises(services.OwnPractice):
        services.publish_practice(again, actor=third, today=TODAY)
    assert services.publish_practice(again, actor=sofia, today=TODAY).state == "published"
