"""Addresses of the read API, below `/api/v1/`."""

from django.urls import path

from jointfund.api import docs
from jointfund.api.operations import api
from jointfund.api.problems import only_read, unknown_address

operations, api_name, api_namespace = api.urls
for operation in operations:
    if operation.callback is not None:
        operation.callback = only_read(operation.callback)

urlpatterns = [
    path("", only_read(docs.index), name="api-index"),
    path("docs", only_read(docs.docs), name="api-docs"),
    path("openapi.json", only_read(docs.openapi), name="api-openapi"),
    path("", (operations, api_name, api_namespace)),
    path("<path:rest>", only_read(unknown_address)),
]
