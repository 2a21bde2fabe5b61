import errno
import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jointfund.documents import services
from jointfund.documents.models import Discrepancy, Document, Source, Visibility
from jointfund.documents.originals import OriginalNotKept, store_original
from jointfund.documents.queries import disagreements
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


def test_what_a_closed_document_contradicts_is_shown_to_nobody(open_fund, disagreement):
    services.record_discrepancies(open_fund, [disagreement], actor="system:test")
    assert len(disagreements(open_fund)) == 1
    Document.objects.update(visibility=Visibility.INTERNAL)
    assert not disagreements(open_fund)


def test_an_original_broken_off_while_it_was_written_is_written_again(open_fund):
    name = store_original(b"one two three")
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"one t"))
    kept = services.keep_original(open_fund, VALUES, b"one two three", ["one"], actor="system:test")
    assert kept.original.name == name
    with kept.original.open() as file:
        assert file.read() == b"one two three"


def test_on_a_full_disk_nothing_is_kept_and_the_reason_is_said(open_fund, monkeypatch):
    def write_some_then_fail(name, content, max_length=None):
        default_storage_save(name, ContentFile(b"on"))
        raise OSError(errno.ENOSPC, "No space left on device")

    default_storage_save = default_storage.save
    monkeypatch.setattr(default_storage, "save", write_some_then_fail)
    with pytest.raises(OriginalNotKept, match="No space left on device"):
        services.keep_original(open_fund, VALUES, b"one full disk", ["one"], actor="system:test")
    assert not Document.objects.exists()
    digest = hashlib.sha256(b"one full disk").hexdigest()
    assert not default_storage.exists(f"originals/{digest}")
