from decimal import Decimal

import pytest
from django.core.management import call_command
from tests.intake.papers import BOOKLET, BRIEF

from jointfund.audit.models import Event
from jointfund.documents.models import Document
from jointfund.intake.matching import find, known_programmes
from jointfund.ledger.models import OpeningEntry
from jointfund.programmes.drafts import CountryDraft, ProgrammeDraft
from jointfund.programmes.models import FieldSource, Programme
from jointfund.programmes.services import add_programme


@pytest.fixture
def papers(tmp_path):
    booklet, brief = tmp_path / "booklet.txt", tmp_path / "brief.txt"
    booklet.write_text(BOOKLET, encoding="utf-8")
    brief.write_text(BRIEF, encoding="utf-8")
    return booklet, brief


def accept(*files) -> None:
    call_command("import", *map(str, files), "--accept-all")


@pytest.mark.django_db
def test_a_booklet_becomes_programmes_that_know_their_lines(papers):
    accept(papers[0])
    togo = Programme.objects.get(country_links__country__iso3="TGO", country_links__role="implementing")
    budget = FieldSource.objects.get(programme=togo, field="budget_usd")
    assert togo.title == "Counting those who leave and those who come home"
    assert (togo.budget, togo.duration_months, togo.status.code) == (
        Decimal(1_234_567),
        24,
        "concept_note_approved",
    )
    assert (budget.printed, BOOKLET.split("\n")[budget.source.end_line - 1]) == ("1,234,567", "1,234,567")
    assert Document.objects.get().text.text.startswith("\nPipeline")


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing(papers):
    accept(*papers)
    events = Event.objects.count()
    accept(*papers)
    accept(papers[1])
    assert Event.objects.count() == events
    assert Programme.objects.count() == 3


@pytest.mark.django_db
def test_a_brief_completes_what_the_booklet_lost_and_overwrites_nothing(papers):
    accept(*papers)
    peru = Programme.objects.get(heading="PERU")
    assert (peru.title, peru.budget, peru.status.code) == (
        "River ports on the map",
        Decimal(2_000_000),
        "jp_document_submitted",
    )


@pytest.mark.django_db
def test_the_order_of_the_files_makes_no_difference(papers):
    accept(papers[1])
    accept(papers[0])
    assert sorted(Programme.objects.values_list("heading", flat=True))[-1].startswith("TOGO")
    assert Programme.objects.count() == 3


@pytest.mark.django_db
def test_contributions_open_the_ledger_once(papers):
    accept(papers[1])
    accept(papers[1])
    amounts = dict(OpeningEntry.objects.values_list("contributor__name", "amount"))
    assert amounts == {"France": Decimal(1_000_000), "Guild of Carpenters": Decimal(2_500)}


@pytest.mark.django_db
def test_a_refused_file_stops_no_other_and_the_exit_code_says_so(papers, tmp_path, capsys):
    empty = tmp_path / "empty.pdf"
    empty.touch()
    with pytest.raises(SystemExit) as exit_:
        accept(empty, papers[0])
    assert exit_.value.code == 2
    assert "empty.pdf" in capsys.readouterr().err
    assert Programme.objects.count() == 3


def test_two_programmes_of_one_country_are_told_apart_by_area_and_amount(open_fund):
    def draft(area: int, budget: int) -> ProgrammeDraft:
        return ProgrammeDraft(
            heading="TOGO",
            area_number=area,
            budget=Decimal(budget),
            budget_precision="exact",
            countries=(CountryDraft("TGO"),),
        )

    first = add_programme(open_fund, draft(1, 1_500_000), actor="system:test")
    second = add_programme(open_fund, draft(5, 2_000_000), actor="system:test")
    known = known_programmes(open_fund)
    assert find(draft(1, 1_500_000), known) == first
    assert find(draft(5, 2_000_000), known) == second
    assert find(draft(3, 9_000_000), known) is None


def test_a_country_alone_never_decides(open_fund):
    add_programme(
        open_fund, ProgrammeDraft(heading="TOGO", countries=(CountryDraft("TGO"),)), actor="system:test"
    )
    alone = ProgrammeDraft(heading="TOGO", countries=(CountryDraft("TGO"),))
    assert find(alone, known_programmes(open_fund)) is None
