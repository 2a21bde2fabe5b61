"""Addresses of meetings and of what follows them, at the root and under `/funds/CODE/`."""

from django.urls import URLPattern, URLResolver, include, path

from jointfund.desk.views import bodies, meeting_after, meeting_topic, meetings

meeting_patterns: list[URLPattern] = [
    path("desk/bodies/", bodies.bodies, name="desk-bodies"),
    path("desk/meetings/", meetings.meetings, name="desk-meetings"),
    path("desk/meetings/<slug:body>/<int:number>/", meetings.meeting, name="desk-meeting"),
    path(
        "desk/meetings/<slug:body>/<int:number>/<int:place>/", meeting_topic.topic, name="desk-meeting-topic"
    ),
    path(
        "desk/meetings/<slug:body>/<int:number>/minutes/", meeting_after.minutes, name="desk-meeting-minutes"
    ),
    path(
        "desk/meetings/<slug:body>/<int:number>/letters/", meeting_after.letters, name="desk-meeting-letters"
    ),
    path(
        "desk/meetings/<slug:body>/<int:number>/papers.pdf",
        meeting_after.papers,
        name="desk-meeting-papers",
    ),
    path("desk/conditions/", meeting_after.conditions, name="desk-conditions"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *meeting_patterns,
    path("funds/<str:fund_code>/", include(meeting_patterns)),
]
