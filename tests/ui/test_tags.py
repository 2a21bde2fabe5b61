"""What templates print: amounts, dates, pieces, addresses."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from jointfund.documents.titles import web_title
from jointfund.kernel.dates import PartialDate
from jointfund.ui import pieces
from jointfund.ui.templatetags.ui import dated, money, money_in_prose, tied


def drawn(source: str, **values: object) -> str:
    """A template's text, on one line."""
    return " ".join(Template(source).render(Context(values)).split())


def test_money_is_exact_and_rounded_only_in_prose():
    assert money(Decimal("2786280"), "USD") == "USD\u00a02,786,280"
    assert money_in_prose(Decimal("2786280"), "USD") == "USD\u00a02.8M"
    assert money_in_prose(Decimal("99.5"), "USD") == "USD\u00a099.50"
    assert money(None, "USD") == ""


def test_an_amount_in_recorded_words_is_not_cut_at_the_end_of_a_line():
    assert tied("USD 2.8M of EUR 3,000") == "USD\u00a02.8M of EUR\u00a03,000"
    assert tied("THE 3 USD UNIT SDG 10") == "THE\u00a03 USD UNIT SDG\u00a010"  # three capitals and a number


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (PartialDate.parse("2023-07-31"), "31 July 2023"),
        (PartialDate.parse("2023-07"), "July 2023"),
        (PartialDate.parse("2023"), "2023"),
        (date(2026, 3, 31), "31 March 2026"),
        (None, ""),
    ],
)
def test_a_date_is_never_more_exact_than_it_is_known(when, words):
    assert dated(when) == words


def test_a_date_speaks_the_readers_language():
    with translation.override("fr"):
        assert dated(PartialDate.parse("2023-07")) == "juillet 2023"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.fao.org/rural/en", "fao.org, page rural"),
        ("https://www.fao.org/", "fao.org"),
        ("https://un.org/en/105313-a-launch-of-something", "un.org: a launch of something"),
        ("https://ilo.org/manila/WCMS_778429/lang--en/index.htm", "ilo.org, page WCMS_778429"),
        ("https://iom.int/ar/node/1833", "iom.int, page 1833"),
        ("https://iom.int/news/" + "-".join(["word"] * 40), "iom.int: " + " ".join(["word"] * 14) + "…"),
        ("Pipeline of Joint Programmes", "Pipeline of Joint Programmes"),
    ],
)
def test_a_page_of_the_web_is_called_by_its_site_and_what_tells_it_apart(address, words):
    assert web_title(address) == words


def test_what_is_unknown_says_so_and_what_would_fill_it():
    fact = pieces.Fact("Lead organisation", would_fill="the signed document names it")

    page = drawn("{% key_facts facts %}", facts=[fact])

    assert "not published" in page
    assert "the signed document names it" in page


def test_a_suggestion_is_told_in_words_and_names_the_words_behind_it():
    value = pieces.FactValue("Child-sensitive", is_suggested=True, words="unaccompanied children")

    page = drawn("{% key_facts facts %}", facts=[pieces.Fact("Principles", (value,))])

    assert "suggested from the text" in page
    assert "unaccompanied children" in page


def test_a_piece_escapes_what_it_is_given():
    assert "<script>" not in drawn("{% piece p %}", p=pieces.EmptyState("<script>", "text"))


def test_a_parameter_is_changed_and_the_others_kept():
    request = RequestFactory().get("/programmes/", {"area": "2", "page": "3"})

    assert drawn("{% query page=4 %}", request=request) == "/programmes/?area=2&amp;page=4"
    assert drawn("{% query page=None %}", request=request) == "/programmes/?area=2"


def test_an_area_is_told_by_number_and_name():
    page = drawn("{% piece p %}", p=pieces.AreaMark(4, "Regular migration"))

    assert ">4<" in page
    assert "Regular migration" in page


def test_a_step_passed_without_record_is_told_to_screen_readers():
    steps = [
        pieces.StatusStep("Solicited", "outline", "done"),
        pieces.StatusStep("Funded", "full", "current", "July 2023"),
    ]

    page = drawn("{% status_track steps %}", steps=steps)

    assert "passed, no date published" in page
    assert page.count('aria-current="step"') == 1
