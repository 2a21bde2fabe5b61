"""The API keeps what its description promises: schemathesis asks it anything, in this process."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from jointfund.api.operations import api
from jointfund.funds.models import Fund
from jointfund.search.services import rebuild_index

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]

OPERATIONS = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
# What is wrong can only be asked where something is asked at all.
CASES = [
    (path, mode)
    for path, methods in sorted(OPERATIONS.items())
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or methods["get"]["parameters"]
]
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@pytest.fixture(scope="module")
def indexed(demo_records, django_db_blocker):
    """The demonstration with its index, so that questions are answered and not only asked."""
    with django_db_blocker.unblock():
        rebuild_index(Fund.objects.get(is_demo=True))


@pytest.fixture(autouse=True)
def the_connection_of_the_test_stays_open():
    """A server closes a connection left inside a transaction; here the transaction is the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "mode"), CASES)
def test_no_request_breaks_the_api_or_its_description(path, mode):
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())

    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(
        max_examples=20 if path.endswith("programmes") else 8,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        case.call_and_validate(checks=CHECKS)

    ask()


def test_the_check_can_fail(monkeypatch):
    def broken(*_args, **_options):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("jointfund.api.operations.fund_of", broken)
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    case = described["/api/v1/areas"]["GET"].Case()
    with pytest.raises(BaseException, match=r"(?i)server error|broken on purpose"):
        case.call_and_validate(checks=CHECKS)
