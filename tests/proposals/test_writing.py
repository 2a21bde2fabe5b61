"""Sections are saved by many at once and nothing that was typed is lost."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proposals.conftest import NOW

from jointfund.audit.models import Event
from jointfund.people.permissions import NotAllowed
from jointfund.proposals import services
from jointfund.proposals.models import SectionRevision, SectionText
from jointfund.proposals.services import Closed, Conflict, Saved


def save(proposal, who, what, *, over, section="results", party="", **more):
    answers = {"outputs": [{"code": "1.1", "result": what}]} if section == "results" else {"named": what}
    return services.save_section(
        proposal, section, party=party, answers=answers, expected_version=over, actor=who, now=NOW, **more
    )


def test_a_save_makes_a_version_and_no_event(joint, cast):
    events = Event.objects.count()
    first = save(joint, cast["pia"], "one", over=0)
    second = save(joint, cast["beta"], "two", over=1)
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert (second.text.version, second.text.saved_by) == (2, cast["beta"].audit_reference)
    assert [one.number for one in second.text.revisions.all()] == [1, 2]
    assert Event.objects.count() == events


def test_who_saves_over_an_older_version_is_told_and_her_text_is_kept(joint, cast):
    save(joint, cast["pia"], "first", over=0)
    outcome = save(joint, cast["beta"], "typed meanwhile", over=0)
    assert isinstance(outcome, Conflict)
    assert outcome.text.answers["outputs"][0]["result"] == "first"
    assert outcome.refused.answers["outputs"][0]["result"] == "typed meanwhile"
    assert outcome.refused.is_refused
    merged = save(joint, cast["beta"], "first and typed meanwhile", over=outcome.text.version)
    assert isinstance(merged, Saved)


def test_the_same_refused_text_sent_again_is_kept_once(joint, cast):
    save(joint, cast["pia"], "first", over=0)
    for _ in range(3):
        save(joint, cast["beta"], "mine", over=0)
    assert SectionRevision.objects.filter(is_refused=True).count() == 1


def test_the_same_answers_again_make_no_new_version(joint, cast):
    save(joint, cast["pia"], "one", over=0)
    again = save(joint, cast["beta"], "one", over=0)
    assert isinstance(again, Saved)
    assert again.text.version == 1


def test_people_in_different_sections_never_collide(joint, cast):
    assert isinstance(save(joint, cast["pia"], "a", over=0, section="own", party="alpha"), Saved)
    assert isinstance(save(joint, cast["beta"], "b", over=0, section="own", party="beta"), Saved)
    assert isinstance(save(joint, cast["pia"], "c", over=0), Saved)


@pytest.mark.parametrize(
    ("who", "section", "party"),
    [
        ("beta", "summary", ""),
        ("beta", "own", "alpha"),
        ("gamma", "results", ""),
        ("sofia", "results", ""),
        ("carmen", "results", ""),
        ("ravi", "results", ""),
        ("moussa", "results", ""),
        ("beta head", "results", ""),
    ],
)
def test_nobody_writes_in_a_section_that_is_not_hers(joint, cast, who, section, party):
    with pytest.raises(NotAllowed):
        save(joint, cast[who], "x", over=0, section=section, party=party)
    assert not SectionRevision.objects.exists()


def test_an_invited_organisation_writes_only_once_it_takes_part(joint, orgs, cast):
    services.invite_party(joint, orgs["gamma"], actor=cast["pia"])
    with pytest.raises(NotAllowed):
        save(joint, cast["gamma"], "x", over=0)
    with pytest.raises(services.NoSuchSection):
        save(joint, cast["gamma"], "x", over=0, section="own", party="gamma")
    services.answer_invitation(joint, orgs["gamma"], accept=True, actor=cast["gamma"], now=NOW)
    assert isinstance(save(joint, cast["gamma"], "x", over=0, section="own", party="gamma"), Saved)


@pytest.mark.parametrize(("section", "party"), [("nothing", ""), ("results", "alpha"), ("own", "")])
def test_a_section_the_form_does_not_have_is_refused(joint, cast, section, party):
    with pytest.raises(services.NoSuchSection):
        save(joint, cast["pia"], "x", over=0, section=section, party=party)


def test_what_is_typed_after_the_proposal_went_is_kept_and_said(endorsed, cast):
    services.move(endorsed, "submit", actor=cast["pia"], now=NOW)
    outcome = save(endorsed, cast["beta"], "too late", over=1)
    assert isinstance(outcome, Closed)
    assert outcome.reason == "Concept note submitted"
    assert outcome.refused.answers["outputs"][0]["result"] == "too late"
    assert SectionText.objects.get(section="results").answers["outputs"][0]["result"] == "Centres open"


def test_revisions_are_never_changed(joint, cast):
    save(joint, cast["pia"], "one", over=0)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        SectionRevision.objects.update(answers={})


TRIES = st.lists(
    st.tuples(
        st.sampled_from(["pia", "second", "beta"]), st.text("ab", min_size=1, max_size=3), st.integers(0, 3)
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(TRIES)
def test_whatever_is_saved_by_whomever_every_text_can_be_found_again(joint, cast, tries):
    with transaction.atomic():
        for who, what, behind in tries:
            text = SectionText.objects.get(section="results")
            save(joint, cast[who], what, over=max(0, text.version - behind))
        text = SectionText.objects.get(section="results")
        kept = {(one.saved_by, one.answers["outputs"][0]["result"]) for one in SectionRevision.objects.all()}
        standing = {result for _, result in kept}
        assert all(what in standing for _, what, _ in tries)
        numbers = list(text.revisions.filter(is_refused=False).values_list("number", flat=True))
        assert numbers == list(range(1, text.version + 1))
        transaction.set_rollback(True)
