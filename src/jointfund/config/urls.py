"""All addresses of the installation."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("jointfund.api.urls")),
    path("", include("jointfund.desk.urls")),
    path("", include("jointfund.portal.urls")),
]

handler500 = "jointfund.ui.faults.server_error"
