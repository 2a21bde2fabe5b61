"""What holds for every set of roles and every thing; no database is asked."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointfund.funds.models import Fund
from jointfund.people.models import Role
from jointfund.people.permissions import GRANTS, HeldRole, InFund, OfRecord, Permission, answer

FUND = Fund(code="TST")
PLACES = st.sampled_from(["", "iom", "who"])
COUNTRIES = st.sampled_from(["", "TGO", "GHA"])
RECORDS = st.sampled_from(["programme:TST-0001", "programme:TST-0002"])
HELD = st.builds(HeldRole, st.sampled_from(list(Role)), PLACES, COUNTRIES, st.one_of(st.just(""), RECORDS))
THINGS = st.one_of(
    st.just(InFund(FUND)),
    st.builds(
        OfRecord,
        st.just(FUND),
        RECORDS,
        st.frozensets(st.sampled_from(["iom", "who"])),
        st.frozensets(st.sampled_from(["TGO", "GHA"])),
    ),
)
PERMISSIONS = st.sampled_from(list(Permission))


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw of a busy machine
@given(PERMISSIONS, THINGS)
def test_who_holds_no_role_may_nothing(permission, thing):
    assert not answer((), permission, thing)


@given(st.frozensets(HELD), HELD, PERMISSIONS, THINGS)
def test_a_further_role_never_takes_a_right_away(held, further, permission, thing):
    if answer(held, permission, thing):
        assert answer(held | {further}, permission, thing)


@given(st.frozensets(HELD), PERMISSIONS, THINGS)
def test_nothing_is_allowed_that_no_role_of_hers_grants(held, permission, thing):
    if answer(held, permission, thing):
        assert any(permission in GRANTS[one.role] for one in held)


@given(st.frozensets(HELD), PERMISSIONS, THINGS)
def test_a_refusal_says_why(held, permission, thing):
    found = answer(held, permission, thing)
    assert found.allowed or found.reason


def record(**whose: frozenset[str]) -> OfRecord:
    return OfRecord(FUND, "programme:TST-0001", **whose)


def test_a_role_for_an_organisation_counts_for_its_records_only():
    held = {HeldRole(Role.ORGANISATION_ADMIN, organisation="iom")}
    manage = Permission.ORGANISATION_MANAGE_PEOPLE
    assert answer(held, manage, record(parties=frozenset({"iom", "who"})))
    assert not answer(held, manage, record(parties=frozenset({"who"})))
    assert not answer(held, manage, record())


def test_a_role_without_the_organisation_or_country_it_needs_covers_no_record():
    for role in (Role.OFFICER, Role.ORGANISATION_HEAD, Role.CONTRIBUTOR, Role.SIGNATORY):
        whose = record(parties=frozenset({"iom"}), countries=frozenset({"TGO"}))
        assert not HeldRole(role).covers(whose)


def test_a_signature_counts_in_its_own_country():
    moussa = HeldRole(Role.SIGNATORY, country="TGO")
    assert moussa.covers(record(countries=frozenset({"TGO", "GHA"})))
    assert not moussa.covers(record(countries=frozenset({"GHA"})))


def test_a_record_that_does_not_say_whose_it_is_needs_a_role_of_the_whole_fund():
    class Plain:
        fund = FUND

    assert HeldRole(Role.SECRETARIAT).covers(Plain())
    assert not HeldRole(Role.OFFICER, organisation="iom").covers(Plain())


def test_a_role_for_one_record_opens_neither_another_nor_the_fund():
    held = HeldRole(Role.SECRETARIAT, record="programme:TST-0001")
    assert held.covers(record())
    assert not held.covers(OfRecord(FUND, "programme:TST-0002"))
    assert not held.covers(InFund(FUND))


def test_nobody_approves_what_she_wrote():
    sofia = {HeldRole(Role.SECRETARIAT)}
    hers = OfRecord(FUND, "practice:1", author="user:sofia")
    assert not answer(sofia, Permission.KNOWLEDGE_APPROVE, hers, asker="user:sofia")
    assert answer(sofia, Permission.KNOWLEDGE_APPROVE, hers, asker="user:second")
    assert answer(sofia, Permission.KNOWLEDGE_EDIT, hers, asker="user:sofia")
