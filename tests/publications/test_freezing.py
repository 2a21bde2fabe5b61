"""Frozen content is read back as it was, whatever document it is of."""

import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from jointfund.programmes.filters import ProgrammeFilter
from jointfund.publications import documents, labels
from jointfund.publications.content.booklet import Booklet
from jointfund.publications.content.freezing import NotThisContent, frozen, thawed
from jointfund.publications.documents import DOCUMENTS, Order, content_of, document_of
from jointfund.publications.labels import Signs, labels_in
from jointfund.vocabularies.models import Country, Term
from tests.publications.conftest import TODAY

SUBJECTS = {"brief": "human-rights", "country": "TGO", "organisation": "iom", "programme": "MIG-0022"}


@dataclass(frozen=True)
class Paper:
    title: str
    amount: Decimal | None
    days: tuple[date, ...]
    note: str = "none"


def test_values_survive_exactly():
    paper = Paper("Äöü €", Decimal("1500000.10"), (date(2023, 7, 31),))
    assert thawed(Paper, json.loads(json.dumps(frozen(paper)))) == paper
    assert thawed(Paper, frozen(Paper("x", None, ()))).amount is None


def test_a_field_a_later_version_adds_takes_its_default_and_one_it_drops_is_passed_over():
    kept = {"title": "x", "amount": None, "days": [], "gone": 1}
    assert thawed(Paper, kept) == Paper("x", None, ())


@pytest.mark.parametrize("kept", [{"title": 3, "amount": None, "days": []}, {"title": "x"}, {"title": None}])
def test_what_is_no_such_content_is_refused(kept):
    with pytest.raises(NotThisContent, match="no paper"):
        thawed(Paper, kept)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_read_back_as_it_was_and_prints_the_same_bytes(demo_fund, name):
    document = DOCUMENTS[name]
    order = Order(demo_fund, ProgrammeFilter(), TODAY, subject=SUBJECTS.get(name, ""))
    kept = json.loads(json.dumps(document.built(order).content))
    assert content_of(kept) == document.build(order)
    for ending in (ending for ending in document.forms if (name, ending) != ("booklet", ".pdf")):
        assert document_of(kept).kept_file(ending, kept) == document.make(ending, order).content
    assert document_of(kept).kept_paper(kept).blocks


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "booklet"])
def test_a_later_version_prints_the_same_text(demo_fund, monkeypatch, name, language):
    """Other signs, months, names of countries, statuses, words and vocabularies change nothing released."""
    order = Order(demo_fund, ProgrammeFilter(), TODAY, language=language, subject=SUBJECTS.get(name, ""))
    kept = json.loads(json.dumps(DOCUMENTS[name].built(order).content))
    before = document_of(kept).kept_paper(kept)
    today = labels_in(language)
    later = replace(
        today,
        words={key: f"later {words}" for key, words in today.words.items()} | {"date_day": "y-M-d"},
        statuses=dict.fromkeys(today.statuses or ("funded", "concept_note_approved"), "later"),
        goals={str(number): "later" for number in range(1, 18)},
        signs=Signs("!", "?", tuple("ABCDEFGHIJKL")),
        countries={"TG": "Later", "MX": "Later"},
    )
    monkeypatch.setattr(labels, "labels_in", lambda code: later)
    monkeypatch.setattr(documents, "labels_in", lambda code: later)
    Country.objects.update(name="Later", region="Later")
    Term.objects.update(label="Later")
    assert document_of(kept).kept_paper(kept) == before
    monkeypatch.setattr(documents, "check_language", lambda code: None)
    assert DOCUMENTS[name].paper(DOCUMENTS[name].build(order), later) != before  # it would be another today


def test_the_booklet_is_kept_with_all_its_programmes(booklet: Booklet):
    assert thawed(Booklet, json.loads(json.dumps(frozen(booklet)))) == booklet


def test_content_of_an_unknown_kind_is_refused():
    with pytest.raises(NotThisContent, match="no document"):
        document_of({"kind": "poster"})
