"""Addresses of reviews at the desk. A review is known by the draft number of its proposal."""

from django.urls import URLPattern, path

from jointfund.desk.views.reviews import assigning, listing, outcome, scoring, screening

review_patterns: list[URLPattern] = [
    path("desk/reviews/", listing.reviews, name="desk-reviews"),
    path("desk/reviews/compare/", outcome.compare, name="desk-reviews-compare"),
    path("desk/reviews/compare/file.xlsx", outcome.compare_file, name="desk-reviews-compare-file"),
    path("desk/reviews/<int:draft>/", scoring.review, name="desk-review"),
    path("desk/reviews/<int:draft>/declare/", scoring.declare, name="desk-review-declare"),
    path("desk/reviews/<int:draft>/marker/", scoring.marker, name="desk-review-marker"),
    path("desk/reviews/<int:draft>/eligibility/", screening.screen, name="desk-review-screen"),
    path("desk/reviews/<int:draft>/reviewers/", assigning.assign, name="desk-review-assign"),
    path("desk/reviews/<int:draft>/summary/", outcome.summary, name="desk-review-summary"),
    path("desk/reviews/<int:draft>/answer/", outcome.answer, name="desk-review-answer"),
]
