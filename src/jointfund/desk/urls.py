"""Addresses of the desk: at the root for the installation's first fund, under `/funds/CODE/` for each."""

from django.urls import URLPattern, URLResolver, include, path

from jointfund.desk.proposal_urls import proposal_patterns
from jointfund.desk.review_urls import review_patterns
from jointfund.desk.views import (
    assessments,
    candidate,
    documents,
    filters,
    history,
    home,
    instruments,
    intake,
    lessons,
    notices,
    people,
    practices,
    previews,
    publications,
    record_roles,
    status,
)

desk_patterns: list[URLPattern] = [
    path("desk/", home.desk, name="desk"),
    path("desk/history/", history.history, name="desk-history"),
    path("desk/history/file.csv", history.history_file, name="desk-history-file"),
    path("desk/intake/", intake.intakes, name="desk-intakes"),
    path("desk/intake/<int:number>/", intake.intake, name="desk-intake"),
    path("desk/intake/<int:number>/read-again/", intake.read_again, name="desk-intake-read-again"),
    path("desk/intake/<int:number>/accept-plain/", intake.accept_plain, name="desk-intake-accept-plain"),
    path("desk/intake/<int:number>/<int:candidate_number>/", candidate.candidate, name="desk-candidate"),
    path("desk/status/", status.status, name="desk-status"),
    path("desk/documents/", documents.documents, name="desk-documents"),
    path("desk/documents/<slug:key>/", documents.document, name="desk-document"),
    path("desk/assessments/", assessments.assessments, name="desk-assessments"),
    path("desk/assessments/new/", assessments.new_assessment, name="desk-assessment-new"),
    path("desk/assessments/<int:number>/", assessments.assessment, name="desk-assessment"),
    path("desk/instruments/", instruments.instruments, name="desk-instruments"),
    path("desk/instruments/<slug:code>/", instruments.instrument, name="desk-instrument"),
    path("desk/instruments/<slug:code>/file.xlsx", instruments.instrument_file, name="desk-instrument-file"),
    path("desk/instruments/<slug:code>/draft/", instruments.draft_move, name="desk-instrument-draft"),
    path("desk/instruments/<slug:code>/<int:part>/", instruments.edit_part, name="desk-instrument-part"),
    path("desk/filters/", filters.saved, name="desk-filters"),
    path("desk/filters/<slug:slug>/remove/", filters.remove, name="desk-filter-remove"),
    path("desk/people/", people.people, name="desk-people"),
    path("desk/people/invite/", people.invite, name="desk-people-invite"),
    path("desk/people/invited/<int:number>/", people.invitation, name="desk-people-invitation"),
    path("desk/people/<uuid:pseudonym>/", people.member, name="desk-people-person"),
    path(
        "desk/people/<uuid:pseudonym>/records/",
        record_roles.record_roles,
        name="desk-people-records",
    ),
    path("desk/organisation/", people.organisation, name="desk-organisation"),
    path("desk/organisation/invite/", people.organisation_invite, name="desk-organisation-invite"),
    path(
        "desk/organisation/invited/<int:number>/",
        people.organisation_invitation,
        name="desk-organisation-invitation",
    ),
    path(
        "desk/organisation/<uuid:pseudonym>/",
        people.organisation_member,
        name="desk-organisation-person",
    ),
    path("desk/practices/", practices.practices, name="desk-practices"),
    path("desk/practices/lessons/", practices.lessons, name="desk-practice-lessons"),
    path("desk/practices/lessons/programme/", lessons.programme_lesson, name="desk-practice-lesson-new"),
    path("desk/practices/<int:number>/", practices.practice, name="desk-practice"),
    path("desk/practices/<int:number>/move/", practices.practice_move, name="desk-practice-move"),
    *proposal_patterns,
    *review_patterns,
    path("desk/publications/", publications.publications, name="desk-publications"),
    path("desk/publications/new/", publications.new_publication, name="desk-publication-new"),
    path("desk/publications/<int:draft>/", publications.publication, name="desk-publication"),
    path(
        "desk/publications/<int:draft>/preview/",
        publications.publication_preview,
        name="desk-publication-preview",
    ),
    path(
        "desk/publications/<int:draft>/preview/file/",
        previews.preview_file,
        name="desk-publication-preview-file",
    ),
    path("desk/publications/<int:draft>/cover/", previews.cover, name="desk-publication-cover"),
    path("desk/publications/<int:draft>/move/", publications.publication_move, name="desk-publication-move"),
]

notice_patterns: list[URLPattern] = [
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:number>/", notices.notice, name="notice"),
    path("notices/read-all/", notices.read_all, name="notices-read-all"),
    path("notices/preferences/", notices.preferences, name="notice-preferences"),
    path("notices/unsubscribe/<str:token>/", notices.unsubscribe, name="unsubscribe"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *notice_patterns,
    *desk_patterns,
    path("funds/<str:fund_code>/", include(desk_patterns)),
]
