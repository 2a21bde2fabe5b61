"""Addresses of the read API, below `/api/v1/`."""

from django.urls import path

from jointfund.api import docs
from jointfund.api.operations import api
from jointfund.api.problems import unknown_address

urlpatterns = [
    path("", docs.index, name="api-index"),
    path("docs", docs.docs, name="api-docs"),
    path("openapi.json", docs.openapi, name="api-openapi"),
    path("", api.urls),
    path("<path:rest>", unknown_address),
]
