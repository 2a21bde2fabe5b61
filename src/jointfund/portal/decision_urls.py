"""Addresses of the register of decisions, at the root and under `/funds/CODE/`."""

from django.urls import URLPattern, URLResolver, path

from jointfund.portal.pages import fund_paths
from jointfund.portal.views import decisions

urlpatterns: list[URLPattern | URLResolver] = fund_paths(
    [
        path("decisions/", decisions.decisions, name="decisions"),
        path("decisions/<str:ref>/", decisions.decision, name="decision"),
    ]
)
