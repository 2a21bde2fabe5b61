"""Saved filters: themes of briefs and choices of booklets; a contributor's interest says what it rests on."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.people.models import Organisation, User
from jointfund.programmes.filters import ProgrammeFilter
from jointfund.publications import services
from jointfund.publications.documents import BOOKLET, BRIEF, PORTFOLIO
from jointfund.publications.models import SavedFilter
from jointfund.publications.orders import Parameters, UnusableOrder, order_of
from jointfund.publications.queries.brief import ThemeWithoutProgramme
from jointfund.publications.queries.saved import NothingInCommon, UnknownFilter, both, saved_question
from jointfund.publications.queries.themes import themes
from jointfund.publications.services.saving import Interest, NoInterest, UnusableAddress, UnusableName
from tests.publications.conftest import TODAY

ADDRESS = "https://fund.example/programmes/?area=4&region=africa&sort=-budget&as_of=2023-07&page=2"


def saved(fund, name: str = "Work in Africa", address: str = ADDRESS, **changes: object) -> SavedFilter:
    return services.save_filter(fund, name, address, actor="x", **changes)


@pytest.fixture
def contributor(demo_fund) -> Organisation:
    return demo_fund.opening_entries.first().contributor


def interest(contributor, **changes: object) -> Interest:
    given = {"basis": "stated", "stated_in": "Letter, page 2", "stated_on": date(2024, 1, 31), **changes}
    return Interest(contributor, **given)


def test_an_address_of_the_list_is_kept_without_order_and_day_and_audited(demo_fund):
    made = saved(demo_fund)
    assert (made.slug, made.asked) == ("work-in-africa", [("area", "4"), ("region", "africa")])
    event = Event.objects.get(verb=Verb.FILTER_SAVED)
    assert event.subject == "MIG00/filter/work-in-africa"
    assert saved_question(demo_fund, "work-in-africa").filter == ProgrammeFilter(
        area=("4",), region=("africa",)
    )


@pytest.mark.parametrize(
    ("name", "address", "fault", "said"),
    [
        ("x" * 20_000, ADDRESS, UnusableName, "20,000 characters: shorten it to 120"),
        ("…", ADDRESS, UnusableName, "letters or digits"),
        ("Work in Africa", ADDRESS, UnusableName, "saved already"),
        ("Other", "https://fund.example/programmes/", UnusableAddress, "is not a filter|whole list"),
        ("Other", "area=99", UnusableAddress, "there is no “99” here"),
        ("Other", "colour=red", UnusableAddress, "is not a filter"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_a_sentence(demo_fund, name, address, fault, said):
    saved(demo_fund)
    with pytest.raises(fault, match=said):
        saved(demo_fund, name, address)
    assert SavedFilter.objects.count() == 1


def test_a_saved_filter_is_a_theme_of_a_brief_with_its_reason(demo_fund):
    saved(demo_fund)
    assert "filter:work-in-africa" in {theme.code for theme in themes(demo_fund)}
    brief = BRIEF.build(order_of(demo_fund, Parameters(subject="filter:work-in-africa"), TODAY))
    assert brief.theme == "Work in Africa"
    assert {one.programme.area.number for one in brief.chosen} == {4}
    assert {place.region for one in brief.chosen for place in one.programme.places} == {"Africa"}
    reason = brief.chosen[0].reasons[0]
    assert reason.vocabulary == "Saved filter"
    assert reason.term.startswith("Work in Africa (")


def test_a_tag_a_saved_filter_asks_for_is_told_with_its_words(demo_fund):
    saved(demo_fund, "Women", "population=women")
    brief = BRIEF.build(order_of(demo_fund, Parameters(subject="filter:women"), TODAY))
    assert any(reason.words for one in brief.chosen for reason in one.reasons[1:])


def test_a_booklet_and_a_portfolio_are_narrowed_to_a_saved_filter_and_say_its_name(demo_fund):
    saved(demo_fund)
    for document in (BOOKLET, PORTFOLIO):
        content = document.build(order_of(demo_fund, Parameters(saved="work-in-africa"), TODAY))
        assert {one.area.number for one in content.programmes} == {4}
        assert content.selection.startswith("Work in Africa: ")


def test_another_choice_narrows_a_saved_filter_and_never_widens_it(demo_fund):
    saved(demo_fund, "Two areas", "area=3&area=4")
    parameters = Parameters(saved="two-areas", asked=(("area", "4"), ("region", "africa")))
    content = PORTFOLIO.build(order_of(demo_fund, parameters, TODAY))
    assert {one.area.number for one in content.programmes} == {4}
    with pytest.raises(NothingInCommon, match="Thematic area: the saved filter has none"):
        order_of(demo_fund, Parameters(saved="two-areas", asked=(("area", "1"),)), TODAY)
    assert both(ProgrammeFilter(q="ports"), ProgrammeFilter(area=("2",))).q == "ports"


def test_a_saved_filter_without_programme_is_refused_in_a_sentence(demo_fund):
    saved(demo_fund, "Nothing", "q=zyzzyva")
    with pytest.raises(ThemeWithoutProgramme, match="“Nothing”"):
        BRIEF.build(order_of(demo_fund, Parameters(subject="filter:nothing"), TODAY))


def test_a_removed_filter_is_offered_no_more_and_its_name_is_free(demo_fund):
    saved(demo_fund)
    services.remove_filter(demo_fund, "work-in-africa", actor="x")
    assert Event.objects.filter(verb=Verb.FILTER_REMOVED).exists()
    with pytest.raises(UnknownFilter, match="may have been removed"):
        order_of(demo_fund, Parameters(saved="work-in-africa"), TODAY)
    with pytest.raises(UnknownFilter):
        services.remove_filter(demo_fund, "work-in-africa", actor="x")
    saved(demo_fund)


def test_a_code_the_vocabularies_lost_is_told_and_nothing_wider_is_printed(demo_fund):
    made = saved(demo_fund)
    SavedFilter.objects.filter(pk=made.pk).update(asked=[["area", "77"]])
    with pytest.raises(UnusableOrder, match="there is no “77” here"):
        order_of(demo_fund, Parameters(saved="work-in-africa"), TODAY)


def test_who_may_not_edit_publications_saves_no_filter(demo_fund):
    dag = User.objects.get(email="dag@demo.example")
    with pytest.raises(services.NotAllowed):
        saved(demo_fund, by=dag)
    assert not SavedFilter.objects.exists()


def test_a_contributors_interest_says_what_it_rests_on(demo_fund, contributor):
    made = saved(demo_fund, "Dag's", "area=4&gcm_objective=5", interest=interest(contributor))
    assert made.contributor == contributor
    assert (made.get_basis_display(), made.stated_in) == ("stated interest", "Letter, page 2")


@pytest.mark.parametrize(
    ("address", "changes", "said"),
    [
        ("area=4", {"stated_in": " "}, "where the contributor says so"),
        ("country=TGO", {}, "areas, regions and objectives only"),
    ],
)
def test_an_interest_without_source_or_of_something_else_is_refused(
    demo_fund, contributor, address, changes, said
):
    with pytest.raises(NoInterest, match=said):
        saved(demo_fund, "X", address, interest=interest(contributor, **changes))


def test_the_database_keeps_no_interest_without_its_source(demo_fund, contributor):
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.create(fund=demo_fund, slug="x", name="x", asked=[], contributor=contributor)


def test_no_contributor_comes_with_an_interest(demo_fund):
    assert not SavedFilter.objects.exists()


def test_the_command_takes_a_saved_filter(demo_fund, tmp_path, capsys):
    saved(demo_fund)
    call_command("publish", "portfolio", "--saved", "work-in-africa", "--out", tmp_path / "p.xlsx")
    assert "programmes as of" in capsys.readouterr().out
    with pytest.raises(CommandError, match="No filter is saved as “nothing”"):
        call_command("publish", "portfolio", "--saved", "nothing", "--out", tmp_path / "q.xlsx")
