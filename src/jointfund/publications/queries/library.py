"""The library of releases: those a reader may know of, each with its files."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch

from jointfund.funds.models import Fund
from jointfund.kernel.references import ReleaseReference
from jointfund.publications.models import PublicationState, Release, ReleaseFile, ReleaseQuerySet


def library(fund: Fund, today: date, *, with_embargoed: bool = False) -> Sequence[Release]:
    """Every release of the fund, newest first, without its content; two queries."""
    return list(_releases(fund, today, with_embargoed).defer("content"))


def count_library(fund: Fund, today: date) -> int:
    """How many releases everybody may know of."""
    return Release.objects.filter(fund=fund).public(today).count()


def find_release(fund: Fund, reference: str, today: date, *, with_embargoed: bool = False) -> Release | None:
    """The release of that reference, with its content; None where a reader may not know of it."""
    asked = ReleaseReference.parse(reference)
    if asked is None or asked.prefix != fund.reference_prefix:
        return None
    return _releases(fund, today, with_embargoed).filter(number=asked.number).first()


def find_file(release: Release, form: str) -> ReleaseFile | None:
    """The file of a form that may be given out; None of a withdrawn release."""
    if release.publication.state == PublicationState.WITHDRAWN:
        return None
    return next((file for file in release.files.all() if file.form == form), None)


def _releases(fund: Fund, today: date, with_embargoed: bool) -> ReleaseQuerySet:
    found = Release.objects.filter(fund=fund)
    found = found if with_embargoed else found.public(today)
    files = Prefetch("files", ReleaseFile.objects.order_by("form"))
    return found.select_related("publication", "fund").prefetch_related(files)
