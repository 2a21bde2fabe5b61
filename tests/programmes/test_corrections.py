from decimal import Decimal

import pytest

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.people.services import OrganisationValues, register_organisation
from jointfund.programmes.corrections import (
    NothingToCorrect,
    ProgrammeChanges,
    confirm_suggestions,
    correct_programme,
)
from jointfund.programmes.drafts import CountryDraft, PartnerDraft, PartyDraft, ProgrammeDraft, TagDraft
from jointfund.programmes.models import Programme, Standing
from jointfund.programmes.services import UnknownWord, add_programme

ACTOR = "user:test"


@pytest.fixture
def programme(open_fund) -> Programme:
    iom = register_organisation(open_fund, OrganisationValues("Organization for Migration", "un", "IOM"))
    draft = ProgrammeDraft(
        heading="TOGO",
        title="Old title",
        budget=Decimal(1_000_000),
        budget_precision="rounded",
        countries=(CountryDraft("TGO"), CountryDraft("GHA", "transit")),
        parties=(PartyDraft(iom, "lead"),),
        key_partners=(PartnerDraft("Ministry of Plans"),),
        tags=(TagDraft("level", "local", Standing.SUGGESTED, "districts"),),
    )
    return add_programme(open_fund, draft, actor=ACTOR)


def correct(programme: Programme, *fields: str, note: str = "paper, line 3", **values: object):
    changes = ProgrammeChanges(frozenset(fields), ProgrammeDraft(heading="", **values))
    return correct_programme(programme, changes, actor=ACTOR, note=note)


def test_a_correction_is_audited_with_before_and_after_and_what_it_rests_on(programme):
    changed = correct(
        programme, "title", "budget", title="New title", budget=Decimal(2), budget_precision="exact"
    )
    programme.refresh_from_db()
    event = Event.objects.get(verb=Verb.PROGRAMME_CORRECTED)
    assert (programme.title, programme.budget, programme.budget_precision) == ("New title", 2, "exact")
    assert changed == ("budget", "title")
    assert event.before == {"title": "Old title", "budget": "1000000.00"}
    assert event.after == {"title": "New title", "budget": "2.00"}
    assert (event.actor, event.note) == (ACTOR, "paper, line 3")
    assert "new title" in programme.words.text


def test_a_value_that_is_there_already_changes_nothing(programme):
    assert correct(programme, "title", title="Old title") == ()
    assert not Event.objects.filter(verb=Verb.PROGRAMME_CORRECTED).exists()


def test_countries_are_set_as_a_whole_and_other_roles_stay(programme):
    correct(programme, "countries", countries=(CountryDraft("BEN"), CountryDraft("TGO")))
    links = {(link.country.iso3, link.role) for link in programme.country_links.all()}
    assert links == {("BEN", "implementing"), ("TGO", "implementing"), ("GHA", "transit")}


def test_another_lead_takes_over_and_the_former_takes_part(programme, open_fund):
    ilo = register_organisation(open_fund, OrganisationValues("Labour Organization", "un", "ILO"))
    iom = programme.parties.get().organisation
    correct(programme, "parties", parties=(PartyDraft(ilo, "lead"), PartyDraft(iom, "participating")))
    parties = {(party.organisation.slug, party.role) for party in programme.parties.all()}
    assert parties == {("ilo", "lead"), ("iom", "participating")}


def test_key_partners_are_replaced(programme):
    correct(programme, "key_partners", key_partners=(PartnerDraft("Chamber"),), key_partners_text="Chamber")
    assert [partner.name for partner in programme.key_partners.all()] == ["Chamber"]


@pytest.mark.parametrize(
    ("fields", "values", "fault"),
    [
        (("status",), {}, NothingToCorrect),
        (("budget",), {}, NothingToCorrect),
        (("area",), {"area_number": 99}, UnknownWord),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_changes(programme, fields, values, fault):
    with pytest.raises(fault):
        correct(programme, "title", *fields, title="New", **values)
    programme.refresh_from_db()
    assert programme.title == "Old title"


def test_a_suggestion_becomes_confirmed_once(programme):
    draft = ProgrammeDraft(heading="", tags=(TagDraft("level", "local", Standing.CONFIRMED),))
    assert confirm_suggestions(programme, draft, actor=ACTOR, note="paper, line 3") == 1
    assert confirm_suggestions(programme, draft, actor=ACTOR, note="paper, line 3") == 0
    assert programme.tags.get().standing == Standing.CONFIRMED
    assert Event.objects.get(verb=Verb.TAG_CONFIRMED).after["confirmed"] == ["level local"]
