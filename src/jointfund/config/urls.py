"""All addresses of the installation."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("jointfund.api.urls")),
    path("", include("jointfund.desk.call_urls")),
    path("", include("jointfund.desk.way_urls")),
    path("", include("jointfund.desk.meeting_urls")),
    path("", include("jointfund.desk.board_urls")),
    path("", include("jointfund.desk.urls")),
    path("", include("jointfund.portal.call_urls")),
    path("", include("jointfund.portal.decision_urls")),
    path("", include("jointfund.portal.urls")),
]

handler400 = "jointfund.config.faults.bad_request"
handler500 = "jointfund.config.faults.server_error"
