"""Every dataset of a fund: what it is, how many rows, when it last changed, and its columns.

The columns are those the exports write; the dictionary on the data page is printed from them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.documents.queries import disagreements
from jointfund.knowledge.models import Practice, Project, ReachedResult, Resource, Session, Statement
from jointfund.ledger.queries import published_contributions
from jointfund.portal import columns
from jointfund.portal.columns import Described
from jointfund.portal.knowledge import columns as knowledge
from jointfund.portal.knowledge.words import reader_of
from jointfund.portal.programme_columns import columns_for
from jointfund.programmes.filters import Tags
from jointfund.programmes.queries.parties import count_organisations, participations
from jointfund.programmes.queries.places import count_countries
from jointfund.programmes.queries.portfolio import portfolio
from jointfund.programmes.queries.vocabularies import vocabulary_terms
from jointfund.publications.queries.library import count_library
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

PROGRAMME_VERBS = (Verb.PROGRAMME_ADDED, Verb.PROGRAMME_CHANGED, Verb.STATUS_RECORDED)
FORMATS = ("csv", "xlsx", "json")


@dataclass(frozen=True)
class Dataset:
    """One dataset as the data page tells it. `changed` is None where no event is on record."""

    code: str
    title: str
    about: str
    page: str
    rows: int
    changed: datetime | None
    columns: Sequence[Described]
    downloads: Sequence[Link]


def datasets(visit: Visit) -> tuple[Dataset, ...]:
    """All datasets of the fund for the day of the visit, with a constant number of queries."""
    fund = visit.fund
    lines = portfolio(fund, visit.asked_day)
    parties = count_organisations(participations(fund, lines))
    given = published_contributions(fund, visit.day)
    contributors = {line.slug for line in given.lines}
    organisations = {one.organisation.slug for one in parties} | contributors
    terms = vocabulary_terms(fund)
    changed = _changes(visit)
    programmes = max((changed[verb] for verb in PROGRAMME_VERBS if verb in changed), default=None)
    return (
        _dataset(
            visit,
            "programmes",
            _("Programmes"),
            _("Each %(programme)s with its status of the day, countries, parties, budget and tags.")
            % {"programme": visit.fund.programme_word},
            len(lines),
            programmes,
            columns_for(Tags.CONFIRMED),
        ),
        _dataset(
            visit,
            "contributors",
            _("Contributors"),
            _("Contributions as published, one row for each contributor."),
            len(given.lines),
            changed.get(Verb.CONTRIBUTION_ENTERED),
            columns.CONTRIBUTORS,
        ),
        _dataset(
            visit,
            "countries",
            _("Countries"),
            _("Countries with their number of programmes, by stage and role."),
            len(count_countries(lines)),
            programmes,
            columns.COUNTRIES,
        ),
        _dataset(
            visit,
            "organisations",
            _("Organisations"),
            _("Organisations with their number of programmes by role, and contributors."),
            len(organisations),
            programmes,
            columns.ORGANISATIONS,
        ),
        _dataset(
            visit,
            "principles",
            _("Guiding principles"),
            _("The guiding principles with how many programmes carry each."),
            sum(term.scheme == "principle" for term in terms),
            programmes,
            columns.PRINCIPLES,
        ),
        _dataset(
            visit,
            "discrepancies",
            _("Where the documents disagree"),
            _("Contradictions between and within the documents, and changes with time."),
            len(disagreements(fund)),
            changed.get(Verb.DISCREPANCY_FOUND),
            columns.DISCREPANCIES,
        ),
        _dataset(
            visit,
            "publications",
            _("Publications"),
            _("What the fund has released, with dates, languages, files and their hashes."),
            count_library(fund, visit.today),
            changed.get(Verb.PUBLICATION_RELEASED),
            columns.PUBLICATIONS,
        ),
        _dataset(
            visit,
            "vocabularies",
            _("Vocabularies"),
            _("Every code this record uses with its words and its source."),
            len(terms),
            changed.get(Verb.VOCABULARY_LOADED),
            columns.VOCABULARIES,
        ),
        *_of_knowledge(visit, changed),
    )


def _of_knowledge(visit: Visit, changed: dict[str, datetime]) -> Iterator[Dataset]:
    """What works: its lists, as far as the reader may read them."""
    reader = reader_of(visit)
    projects = _latest(changed, Verb.PROJECT_ADDED, Verb.PROJECT_CHANGED)
    sessions = _latest(changed, Verb.SESSION_ADDED, Verb.SESSION_CHANGED)
    lessons = max((one for one in (projects, sessions) if one), default=None)
    yield _dataset(
        visit,
        "knowledge-projects",
        _("Projects"),
        _("Projects whoever funds them: who, with whose money, since when, where, on which topics."),
        Project.objects.visible_to(reader).count(),
        projects,
        knowledge.PROJECTS,
    )
    yield _dataset(
        visit,
        "knowledge-practices",
        _("Practices"),
        _("Published practices with what they answer, what they cost and where they come from."),
        Practice.objects.visible_to(reader).count(),
        _latest(changed, Verb.PRACTICE_PUBLISHED, Verb.PRACTICE_WITHDRAWN),
        knowledge.PRACTICES,
    )
    yield _dataset(
        visit,
        "knowledge-lessons",
        _("Lessons and challenges"),
        _("What projects and sessions learned, one row for each item, with its lines."),
        Statement.objects.visible_to(reader).lessons().count(),
        lessons,
        knowledge.LESSONS,
    )
    yield _dataset(
        visit,
        "knowledge-sessions",
        _("Sessions"),
        _("Sessions in which practitioners compared what they learned."),
        Session.objects.visible_to(reader).count(),
        sessions,
        knowledge.SESSIONS,
    )
    yield _dataset(
        visit,
        "knowledge-results",
        _("Printed results"),
        _("Who was reached, how many, where, as printed, with the line."),
        ReachedResult.objects.visible_to(reader).count(),
        projects,
        knowledge.RESULTS,
    )
    yield _dataset(
        visit,
        "knowledge-resources",
        _("Resources"),
        _("What can be read, joined or used, with its kind, language, address and who offers it."),
        Resource.objects.visible_to(reader).count(),
        _latest(changed, Verb.RESOURCE_ADDED, Verb.PROJECT_ADDED, Verb.PROJECT_CHANGED),
        knowledge.RESOURCES,
    )


def _latest(changed: dict[str, datetime], *verbs: Verb) -> datetime | None:
    return max((changed[verb] for verb in verbs if verb in changed), default=None)


def _changes(visit: Visit) -> dict[str, datetime]:
    """When each kind of event last happened in this fund; vocabularies belong to every fund."""
    events = Event.objects.filter(fund=visit.fund) | Event.objects.filter(fund__isnull=True)
    return dict(events.order_by().values_list("verb").annotate(latest=Max("at")))


def _dataset(
    visit: Visit,
    code: str,
    title: str,
    about: str,
    rows: int,
    changed: datetime | None,
    described: Sequence[Described],
) -> Dataset:
    page = visit.href(code)
    joint = "&" if "?" in page else "?"
    downloads = [Link(form.upper(), f"{page}{joint}format={form}") for form in FORMATS]
    return Dataset(code, title, about, page, rows, changed, described, downloads)
