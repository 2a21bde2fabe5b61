"""Columns of the lists of what works, with their meaning, and the rows files hold."""

from collections.abc import Iterable, Iterator

from jointfund.documents.models import Source
from jointfund.knowledge.models import Practice, ReachedResult, Resource, Session, Statement
from jointfund.knowledge.queries.projects import ProjectRow
from jointfund.knowledge.queries.statements import speaker_of
from jointfund.portal.citations import place_of
from jointfund.portal.columns import Described
from jointfund.portal.knowledge.words import owner_link
from jointfund.rendering.tables import Row
from jointfund.ui.visit import Visit

NOT_PRINTED = "empty: its document does not print it"
_SOURCE = Described("source", "Source", meaning="document and lines it rests on")
_URL = Described("url", "Address", "url", "its page on this site")

PROJECTS = (
    Described("project", "Project", meaning="the project's word in addresses"),
    Described("acronym", "Acronym", meaning="as printed", unknown="empty: it has none"),
    Described("title", "Title", meaning="full title as printed"),
    Described("agencies", "Carried out by", "list", "agencies as printed", "", NOT_PRINTED),
    Described("donors", "Paid for by", "list", "who pays, as printed", "", NOT_PRINTED),
    Described("start", "Start", meaning="as exactly as it is printed", unknown=NOT_PRINTED),
    Described("months", "Months", "integer", "duration in months", "months", NOT_PRINTED),
    Described("country_codes", "Country codes", "list", "ISO 3166-1 alpha-3", "", NOT_PRINTED),
    Described("countries", "Countries", "list", "names, in the same order", "", NOT_PRINTED),
    Described("topic_codes", "Topic codes", "list", "codes of the topics", "", "empty: none"),
    Described("topics", "Topics", "list", "names, in the same order", "", "empty: none"),
    Described(
        "programme",
        "Programme",
        meaning="reference where it is one of the fund's",
        unknown="empty: it is not",
    ),
    _SOURCE,
    _URL,
)
PRACTICES = (
    Described("practice", "Practice", meaning="the practice's own reference"),
    Described("title", "Title", meaning="what is done"),
    Described("what", "What", meaning="what the practice is"),
    Described("problem", "Problem", meaning="which problem it answers"),
    Described("cost_code", "Cost code", meaning="band of cost"),
    Described("cost", "Cost", meaning="band of cost in words"),
    Described("topics", "Topic codes", "list", "codes of its topics", "", "empty: none"),
    Described("project", "Project", meaning="project behind it", unknown="empty: none"),
    Described("programme", "Programme", meaning="programme behind it", unknown="empty: none"),
    Described("published_on", "Published", "date", "day of its publication"),
    Described("version", "Version", "integer", "number of the version shown"),
    Described("licence", "Licence", meaning="under which it may be used"),
    _URL,
)
LESSONS = (
    Described("of", "Said by", meaning="project, session or programme"),
    Described("kind_code", "Kind code", meaning="what it is, as a code"),
    Described("kind", "Kind", meaning="what it is, in words"),
    Described("heading", "Heading", meaning="what stands over it", unknown="empty: nothing"),
    Described("text", "Text", meaning="the lesson as it stands in the record"),
    Described("topics", "Topic codes", "list", "codes of its topics", "", "empty: none"),
    _SOURCE,
    _URL,
)
SESSIONS = (
    Described("session", "Session", meaning="the session's word in addresses"),
    Described("title", "Title", meaning="as printed"),
    Described("held_on", "Held", meaning="as exactly as it is printed", unknown=NOT_PRINTED),
    Described("participants", "Participants", "integer", "how many took part", "people", NOT_PRINTED),
    Described("findings", "Findings", "integer", "findings and remarks on record"),
    Described("projects", "Projects", "integer", "projects somebody spoke of"),
    _SOURCE,
    _URL,
)
RESULTS = (
    Described("of", "Project", meaning="project or programme"),
    Described("quote", "As printed", meaning="the words", unknown="empty: only the figure is kept"),
    Described("bound", "How exact", meaning="at_least, over, about, almost or up_to", unknown="empty: exact"),
    Described("value", "Number", "decimal", "how many", "see unit", "empty: the words give no number"),
    Described("value_to", "To", "decimal", "upper end of a printed range", "see unit", "empty: no range"),
    Described("unit", "Unit", meaning="what is counted", unknown=NOT_PRINTED),
    Described("whom", "Who", meaning="who was reached", unknown=NOT_PRINTED),
    Described("place", "Where", meaning="place as printed", unknown=NOT_PRINTED),
    Described(
        "measure_code", "Measure", meaning="achieved or target", unknown="empty: the words do not tell"
    ),
    Described("share", "Share", "percent", "part of it a group makes", "fraction of 1", NOT_PRINTED),
    Described("share_of", "Share of", meaning="which group", unknown=NOT_PRINTED),
    _SOURCE,
    _URL,
)
RESOURCES = (
    Described("resource", "Resource", meaning="the resource's word in addresses"),
    Described("title", "Title", meaning="as printed; of a page known by its address only, the address"),
    Described("kind_code", "Kind code", meaning="what it is, as a code"),
    Described("kind", "Kind", meaning="what it is, in words"),
    Described("language", "Language", meaning="ISO 639-1", unknown="empty: nothing tells it"),
    Described("link", "Link", "url", "where it is", "", "empty: none is printed"),
    Described("organisation", "Offered by", meaning="who offers it", unknown=NOT_PRINTED),
    Described("note", "When and where", meaning="as printed", unknown=NOT_PRINTED),
    Described("project", "Project", meaning="the project it is of", unknown="empty: of none"),
    _SOURCE,
    _URL,
)


def project_rows(visit: Visit, rows: Iterable[ProjectRow]) -> Iterator[Row]:
    """Projects as files hold them; the source needs its document loaded."""
    for one in rows:
        project = one.project
        yield {
            "project": project.slug,
            "acronym": project.acronym or None,
            "title": project.title,
            "agencies": list(one.agencies),
            "donors": list(one.donors),
            "start": project.starts.iso() if project.starts else None,
            "months": project.duration_months,
            "country_codes": [code for code, _name in one.countries],
            "countries": [name for _code, name in one.countries],
            "topic_codes": [code for code, _label in one.topics],
            "topics": [label for _code, label in one.topics],
            "programme": project.programme.reference if project.programme else None,
            "source": _place(visit, project.source, project.cites),
            "url": visit.href("knowledge-project", slug=project.slug),
        }


def practice_rows(visit: Visit, found: Iterable[Practice]) -> Iterator[Row]:
    """Published practices as files hold them."""
    for one in found:
        version = one.published
        assert version is not None  # noqa: S101 - readers get published ones only
        yield {
            "practice": one.reference,
            "title": version.title,
            "what": version.what,
            "problem": version.problem,
            "cost_code": version.cost_band,
            "cost": version.get_cost_band_display(),
            "topics": [tag.term.code for tag in version.tags.all()],
            "project": one.project.slug if one.project else None,
            "programme": one.programme.reference if one.programme else None,
            "published_on": one.published_on,
            "version": version.number,
            "licence": version.licence,
            "url": visit.href("knowledge-practice", ref=one.reference),
        }


def lesson_rows(visit: Visit, found: Iterable[Statement]) -> Iterator[Row]:
    """Lessons as files hold them."""
    for one in found:
        yield {
            "of": speaker_of(one),
            "kind_code": one.kind,
            "kind": one.get_kind_display(),
            "heading": one.heading or None,
            "text": one.text,
            "topics": [tag.term.code for tag in one.tags.all()],
            "source": _place(visit, one.source, one.cites),
            "url": owner_link(visit, one).href,
        }


def session_rows(visit: Visit, found: Iterable[Session]) -> Iterator[Row]:
    """Sessions as files hold them."""
    for one in found:
        yield {
            "session": one.slug,
            "title": one.title,
            "held_on": one.held.iso() if one.held else None,
            "participants": one.participants,
            "findings": getattr(one, "finding_count", 0),
            "projects": getattr(one, "project_count", 0),
            "source": _place(visit, one.source, one.cites),
            "url": visit.href("knowledge-session", slug=one.slug),
        }


def result_rows(visit: Visit, found: Iterable[ReachedResult]) -> Iterator[Row]:
    """Printed results as files hold them."""
    for one in found:
        project = one.project
        yield {
            "of": str(project) if project else one.programme.reference if one.programme else None,
            "quote": one.quote or None,
            "bound": one.bound or None,
            "value": one.value,
            "value_to": one.value_to,
            "unit": one.unit or None,
            "whom": one.whom or None,
            "place": one.place or None,
            "measure_code": one.measure or None,
            "share": one.share,
            "share_of": one.share_of or None,
            "source": _place(visit, one.source, one.cites),
            "url": visit.href("knowledge-project", slug=project.slug) if project else None,
        }


def resource_rows(visit: Visit, found: Iterable[Resource]) -> Iterator[Row]:
    """Resources as files hold them."""
    for one in found:
        yield {
            "resource": one.slug,
            "title": one.title,
            "kind_code": one.kind,
            "kind": one.get_kind_display(),
            "language": one.language or None,
            "link": one.url or None,
            "organisation": one.organisation or None,
            "note": one.note or None,
            "project": one.project.slug if one.project else None,
            "source": _place(visit, one.source, one.cites),
            "url": visit.href("knowledge-resource", slug=one.slug),
        }


def _place(visit: Visit, source: Source | None, cites: str) -> str:
    return place_of(visit, source) if source else cites
