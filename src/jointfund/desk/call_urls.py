"""Addresses of calls and sanctions at the desk."""

from django.urls import URLPattern, URLResolver, include, path

from jointfund.desk.views import call_questions, calls, round_timeline, sanctions

call_patterns: list[URLPattern] = [
    path("desk/calls/", calls.calls, name="desk-calls"),
    path("desk/calls/new/", calls.new_call, name="desk-call-new"),
    path("desk/calls/<str:ref>/", calls.call, name="desk-call"),
    path("desk/calls/<str:ref>/preview/", calls.call_preview, name="desk-call-preview"),
    path("desk/calls/<str:ref>/move/", calls.call_move, name="desk-call-move"),
    path("desk/calls/<str:ref>/questions/", call_questions.call_questions, name="desk-call-questions"),
    path("desk/calls/<str:ref>/applicants/", calls.call_applicants, name="desk-call-applicants"),
    path("desk/calls/<str:ref>/timeline/", round_timeline.timeline, name="desk-call-timeline"),
    path("desk/sanctions/", sanctions.sanctions, name="desk-sanctions"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *call_patterns,
    path("funds/<str:fund_code>/", include(call_patterns)),
]
