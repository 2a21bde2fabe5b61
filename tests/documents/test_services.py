import pytest

from jointfund.documents import services
from jointfund.documents.models import Discrepancy, Document, Source
from jointfund.documents.services import DiscrepancyValues, DocumentValues, PlaceValues
from jointfund.kernel.dates import PartialDate

VALUES = DocumentValues(
    key="booklet-2030-01", kind="booklet", title="A booklet", issued=PartialDate.parse("2030-01")
)


def test_an_original_is_kept_once_with_its_hash_and_lines(open_fund):
    first = services.keep_original(open_fund, VALUES, b"one\ntwo", ["one", "two"], actor="system:test")
    again = services.keep_original(open_fund, VALUES, b"one\ntwo", ["one", "two"], actor="system:test")
    assert first == again
    assert Document.objects.get().text.text == "one\ntwo"
    with first.original.open() as kept:
        assert kept.read() == b"one\ntwo"


def test_a_second_document_of_the_same_month_gets_its_own_address(open_fund):
    services.keep_original(open_fund, VALUES, b"one", ["one"], actor="system:test")
    other = services.keep_original(open_fund, VALUES, b"two", ["two"], actor="system:test")
    assert other.key == "booklet-2030-01-2"


def test_a_document_known_by_name_receives_its_original(open_fund):
    named = services.name_document(open_fund, VALUES)
    kept = services.keep_original(open_fund, VALUES, b"one", ["one"], actor="system:test")
    assert kept == named
    assert kept.sha256


def test_the_stored_name_never_comes_from_outside(open_fund):
    values = DocumentValues(key="x", kind="other", title="x", original_name="../../etc/passwd")
    kept = services.keep_original(open_fund, values, b"one", ["one"], actor="system:test")
    assert kept.original.name.startswith(f"originals/{kept.sha256}")


def test_a_span_is_stored_once(open_fund):
    document = services.name_document(open_fund, VALUES)
    assert services.source_of(document, 3, 5) == services.source_of(document, 3, 5)
    assert services.source_of(document) == services.source_of(document)
    assert Source.objects.filter(document=document).count() == 2


@pytest.fixture
def disagreement(open_fund):
    document = services.name_document(open_fund, VALUES)
    places = [PlaceValues(services.source_of(document, n, n), f"line {n}") for n in (1, 2)]
    return DiscrepancyValues("count", "medium", "nine against ten", "", places)


def test_a_discrepancy_found_again_is_not_stored_again(open_fund, disagreement):
    assert services.record_discrepancies(open_fund, [disagreement], actor="system:test") == 1
    assert services.record_discrepancies(open_fund, [disagreement], actor="system:test") == 0
    assert [place.quote for place in Discrepancy.objects.get().places.all()] == ["line 1", "line 2"]
