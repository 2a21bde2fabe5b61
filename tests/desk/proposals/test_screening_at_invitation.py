"""An invited organisation is held against the list of sanctions; its day is shown, a match to who decides."""

import pytest
from django.utils import timezone
from tests.desk.proposals.test_proposal_pages import client_of
from tests.proposals.call_samples import sanctions_file

from jointfund.people.models import Organisation, OrganisationKind
from jointfund.proposals import services
from jointfund.proposals.models import SanctionsMatch
from jointfund.proposals.models_calls import MatchState
from jointfund.proposals.services import sanctions

PAGE = "/desk/proposals/1/"


@pytest.fixture
def invited(joint, writing_fund, cast):
    """An organisation entered after the list was taken in, with a name like one on it."""
    sanctions.import_sanctions(writing_fund, sanctions_file(), source="x", actor="test", now=timezone.now())
    late = Organisation.objects.create(
        fund=writing_fund, slug="harbour", name="Harbor Works Foundation", kind=OrganisationKind.UN
    )
    services.invite_party(joint, late, actor=cast["pia"])
    return late


def test_an_invited_organisation_is_compared_and_who_screens_is_led_to_the_match(invited, cast):
    assert SanctionsMatch.objects.get(organisation=invited).state == MatchState.OPEN
    page = client_of(cast["sofia"]).get(PAGE).content.decode()
    assert "Held against the list of sanctions of 1 October 2026." in page
    assert "1 match to decide" in page


def test_who_writes_sees_the_day_and_no_match_that_may_be_false(invited, cast):
    page = client_of(cast["pia"]).get(PAGE).content.decode()
    assert "Held against the list of sanctions of 1 October 2026." in page
    assert "to decide" not in page


def test_a_false_match_stays_decided_when_it_is_invited_again(invited, joint, writing_fund, cast):
    match = SanctionsMatch.objects.get(organisation=invited)
    sanctions.decide_match(
        match, MatchState.NOT_SAME, reason="Another town", actor=cast["sofia"], now=timezone.now()
    )
    other = services.start_proposal(
        writing_fund, joint.lead, "Another", actor=cast["pia"], now=timezone.now()
    )
    services.invite_party(other, invited, actor=cast["pia"])
    assert SanctionsMatch.objects.get(organisation=invited).state == MatchState.NOT_SAME
