"""Addresses of the desk: at the root for the installation's first fund, under `/funds/CODE/` for each."""

from django.urls import URLPattern, URLResolver, include, path

from jointfund.desk.views import candidate, home, intake

desk_patterns: list[URLPattern] = [
    path("desk/", home.desk, name="desk"),
    path("desk/intake/", intake.intakes, name="desk-intakes"),
    path("desk/intake/<int:number>/", intake.intake, name="desk-intake"),
    path("desk/intake/<int:number>/read-again/", intake.read_again, name="desk-intake-read-again"),
    path("desk/intake/<int:number>/accept-plain/", intake.accept_plain, name="desk-intake-accept-plain"),
    path("desk/intake/<int:number>/<int:candidate_number>/", candidate.candidate, name="desk-candidate"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *desk_patterns,
    path("funds/<str:fund_code>/", include(desk_patterns)),
]
