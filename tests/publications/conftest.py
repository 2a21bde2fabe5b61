"""The demonstration fund's booklet, built and set once for a module."""

from datetime import date

import pytest

from jointfund.programmes.filters import ProgrammeFilter
from jointfund.publications.content.booklet import Booklet
from jointfund.publications.labels import labels_in
from jointfund.publications.layout.booklet import booklet_typesetting
from jointfund.publications.queries.booklet import build_booklet
from jointfund.rendering.typeset import typeset

TODAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def booklet(demo_records: None, django_db_blocker) -> Booklet:
    """The whole booklet as content."""
    from jointfund.funds.models import Fund

    with django_db_blocker.unblock():
        return build_booklet(Fund.objects.get(is_demo=True), ProgrammeFilter(), today=TODAY)


@pytest.fixture(scope="module")
def booklet_pdf(booklet: Booklet) -> bytes:
    """The whole booklet as a file."""
    return typeset(booklet_typesetting(booklet, labels_in("en")))
