import pytest
from django.db import DatabaseError, transaction

from jointfund.audit import services as audit
from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.ledger.models import OpeningEntry


@pytest.mark.django_db
def test_the_database_refuses_to_change_an_event():
    event = audit.record(Verb.USER_ADDED, "user:1", actor="system:test")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(actor="somebody else")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        event.delete()
    assert Event.objects.get(pk=event.pk).actor == "system:test"


def test_the_database_refuses_to_change_money(demo_fund):
    entry = OpeningEntry.objects.filter(fund=demo_fund).first()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        OpeningEntry.objects.filter(pk=entry.pk).update(amount=1)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        OpeningEntry.objects.filter(pk=entry.pk).delete()
