"""Addresses of the public site. Every page of a fund stands at the root and under `/funds/CODE/`."""

from django.urls import URLPattern, URLResolver, include, path

from jointfund.portal.accounts import urls as accounts
from jointfund.portal.pages import fund_paths
from jointfund.portal.views import (
    check,
    contributors,
    countries,
    data,
    discrepancies,
    documents,
    health,
    home,
    knowledge,
    knowledge_things,
    listing,
    organisations,
    pipeline,
    principles,
    programmes,
    publications,
    styleguide,
    support,
)

fund_patterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("programmes/", listing.programmes, name="programmes"),
    path("programmes/<str:ref>/", programmes.programme, name="programme"),
    path("programmes/<str:ref>/sources/", programmes.sources, name="programme-sources"),
    path("programmes/<str:ref>/sheet.pdf", programmes.sheet, name="programme-sheet"),
    path("pipeline/", pipeline.pipeline, name="pipeline"),
    path("contributors/", contributors.contributors, name="contributors"),
    path("contributors/<slug:slug>/", contributors.contributor, name="contributor"),
    path("support/", support.support, name="support"),
    path("countries/", countries.countries, name="countries"),
    path("countries/<str:iso3>/", countries.country, name="country"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("principles/", principles.principles, name="principles"),
    path("principles/<slug:code>/", principles.principle, name="principle"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<slug:key>/", documents.document, name="document"),
    path("publications/", publications.publications, name="publications"),
    path("publications/<str:ref>/", publications.publication, name="publication"),
    path("publications/<str:ref>/file.<str:form>", publications.publication_file, name="publication-file"),
    path("knowledge/", knowledge.knowledge, name="knowledge"),
    path("knowledge/projects/", knowledge.projects, name="knowledge-projects"),
    path("knowledge/projects/<slug:slug>/", knowledge_things.project, name="knowledge-project"),
    path("knowledge/practices/", knowledge.practices, name="knowledge-practices"),
    path("knowledge/practices/<str:ref>/", knowledge_things.practice, name="knowledge-practice"),
    path("knowledge/lessons/", knowledge.lessons, name="knowledge-lessons"),
    path("knowledge/sessions/", knowledge.sessions, name="knowledge-sessions"),
    path("knowledge/sessions/<slug:slug>/", knowledge_things.session, name="knowledge-session"),
    path("knowledge/results/", knowledge.results, name="knowledge-results"),
    path("knowledge/topics/<slug:code>/", knowledge_things.topic, name="knowledge-topic"),
    path("data/", data.data, name="data"),
    path("data/discrepancies/", discrepancies.discrepancies, name="discrepancies"),
    path("data/editions/", check.editions, name="editions"),
    path("check/", check.check, name="check"),
    path("data/vocabularies/", data.vocabularies, name="vocabularies"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *fund_paths(fund_patterns),
    *accounts.paths(),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("health/", health.health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
]
