"""Addresses of the table of moves and the forms at the desk, for who edits them."""

from django.urls import URLPattern, URLResolver, include, path

from jointfund.desk.views import way

way_patterns: list[URLPattern] = [
    path("desk/way/", way.way, name="desk-way"),
    path("desk/way/draft/", way.way_draft, name="desk-way-draft"),
    path("desk/way/<slug:part>/<int:number>/", way.way_part, name="desk-way-part"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *way_patterns,
    path("funds/<str:fund_code>/", include(way_patterns)),
]
