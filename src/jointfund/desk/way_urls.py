"""Addresses of the table of moves and the forms at the desk, for who edits them."""

from django.urls import URLPattern, URLResolver, include, path

from jointfund.desk.views import forms, way

way_patterns: list[URLPattern] = [
    path("desk/way/", way.way, name="desk-way"),
    path("desk/way/draft/", way.way_draft, name="desk-way-draft"),
    path("desk/way/<slug:part>/<int:number>/", way.way_part, name="desk-way-part"),
    path("desk/forms/", forms.forms, name="desk-forms"),
    path("desk/forms/<slug:code>/", forms.form, name="desk-form"),
    path("desk/forms/<slug:code>/draft/", forms.form_draft, name="desk-form-draft"),
    path("desk/forms/<slug:code>/preview/", forms.form_preview, name="desk-form-preview"),
    path("desk/forms/<slug:code>/<int:section>/", forms.form_section, name="desk-form-section"),
    path("desk/forms/<slug:code>/<int:section>/<int:field>/", forms.form_field, name="desk-form-field"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *way_patterns,
    path("funds/<str:fund_code>/", include(way_patterns)),
]
