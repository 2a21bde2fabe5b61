"""Addresses of calls for proposals, at the root and under `/funds/CODE/`."""

from django.urls import URLPattern, URLResolver, path

from jointfund.portal.pages import fund_paths
from jointfund.portal.views import calls

urlpatterns: list[URLPattern | URLResolver] = fund_paths(
    [
        path("calls/", calls.calls, name="calls"),
        path("calls/<str:ref>/", calls.call, name="call"),
        path("calls/<str:ref>/eligibility/", calls.eligibility, name="call-eligibility"),
        path("calls/<str:ref>/dates.ics", calls.call_dates, name="call-dates"),
    ]
)
