"""The page of a fault: it says so where the disk is full, and nothing about it where it is not."""

import errno

import pytest
from django.db import OperationalError
from django.test import Client

FULL = "The disk is full, or closed to us"


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OperationalError("database or disk is full"), 507),
        (OperationalError("disk I/O error"), 507),
        (OperationalError('could not extend file "base/1": No space left on device'), 507),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OperationalError("no such table: x"), 500),
        (OSError(errno.ENOENT, "No such file"), 500),
        (ValueError("disk is full"), 500),
    ],
)
def test_a_full_disk_is_told_from_other_faults(monkeypatch, open_fund, fault, status):
    def fail(*_args, **_more):
        raise fault

    monkeypatch.setattr("jointfund.portal.views.documents.documents_for", fail)
    answer = Client(raise_request_exception=False).get("/documents/")
    assert answer.status_code == status
    assert (FULL in answer.content.decode()) == (status == 507)
    assert "Something went wrong on our side" in answer.content.decode()
