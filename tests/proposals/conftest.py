"""A fund with the shipped table, a small form, three organisations and who acts for them."""

from datetime import UTC, date, datetime

import pytest
from tests.proposals.form_samples import COMPLETE, FORM

from jointfund.funds.models import Fund
from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
from jointfund.programmes.services import load_statuses
from jointfund.proposals import services
from jointfund.vocabularies.models import Country

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def writing_fund(db):
    fund = Fund.objects.create(
        code="MIG00", reference_prefix="MIG", name="A fund", short_name="Fund", currency="USD"
    )
    services.load_table(fund, actor="test")
    load_statuses(fund)
    services.enter_form(fund, FORM, source="a test", valid_from=date(2019, 1, 1), actor="test")
    for iso3, name in (("TGO", "Togo"), ("GHA", "Ghana")):
        Country.objects.create(iso3=iso3, name=name)
    return fund


@pytest.fixture
def orgs(writing_fund):
    return {
        slug: Organisation.objects.create(
            fund=writing_fund, slug=slug, name=slug.upper(), kind=OrganisationKind.UN
        )
        for slug in ("alpha", "beta", "gamma")
    }


@pytest.fixture
def cast(writing_fund, orgs):
    def person(name, role, organisation=None, country=""):
        user = User.objects.create_user(f"{name}@example.org", None, name=name)
        Membership.objects.create(
            user=user, fund=writing_fund, role=role, organisation=orgs.get(organisation), country=country
        )
        return user

    return {
        "pia": person("pia", Role.OFFICER, "alpha"),
        "second": person("second", Role.OFFICER, "alpha"),
        "beta": person("beta", Role.OFFICER, "beta"),
        "gamma": person("gamma", Role.OFFICER, "gamma"),
        "alpha head": person("alphahead", Role.ORGANISATION_HEAD, "alpha"),
        "beta head": person("betahead", Role.ORGANISATION_HEAD, "beta"),
        "sofia": person("sofia", Role.SECRETARIAT),
        "carmen": person("carmen", Role.COMMITTEE),
        "ravi": person("ravi", Role.REVIEWER),
        "moussa": person("moussa", Role.SIGNATORY, country="TGO"),
        "another signatory": person("another", Role.SIGNATORY, country="GHA"),
    }


@pytest.fixture
def joint(writing_fund, orgs, cast):
    """A proposal of alpha and beta for Togo, with nothing written yet; gamma is invited to nothing."""
    proposal = services.start_proposal(writing_fund, orgs["alpha"], "Safe routes", actor=cast["pia"], now=NOW)
    services.invite_party(proposal, orgs["beta"], actor=cast["pia"])
    services.answer_invitation(proposal, orgs["beta"], accept=True, actor=cast["beta"], now=NOW)
    services.name_countries(proposal, ["TGO"], actor=cast["pia"])
    return proposal


@pytest.fixture
def complete(joint):
    """The same with every part of the form written."""
    for (section, party), answers in COMPLETE.items():
        services.save_section(
            joint, section, party=party, answers=answers, expected_version=0, actor="test", now=NOW
        )
    return joint


@pytest.fixture
def endorsed(complete, cast):
    """The same with every signature."""
    sign_all(complete, cast)
    return complete


def sign_all(proposal, cast):
    from jointfund.proposals.freezing import text_digest

    for who in ("moussa", "alpha head", "beta head"):
        for signature in services.signatures_of(cast[who], proposal):
            services.endorse(
                proposal,
                signature,
                digest=text_digest(services.form_of(proposal)),
                actor=cast[who],
                now=NOW,
            )
