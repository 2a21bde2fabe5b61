"""The demonstration's knowledge base: facts and sentences of our own, entered through the services."""

from collections.abc import Iterator

from jointfund.documents import services as documents
from jointfund.documents.models import Document, Source
from jointfund.documents.services import DocumentValues
from jointfund.funds.models import Fund
from jointfund.intake import practice_facts as facts
from jointfund.intake.demo_fund import ACTOR
from jointfund.intake.opening import shipped_data
from jointfund.kernel.dates import PartialDate
from jointfund.knowledge import drafts, services
from jointfund.knowledge.models import Party, Project, SessionRole, StatementKind
from jointfund.knowledge.services.parts import Terms
from jointfund.programmes.models import Standing
from jointfund.vocabularies.models import Scheme

KINDS = {"crisis_adaptation": StatementKind.CRISIS}
ROLES = {"external_expert": SessionRole.EXPERT}
TESTIMONY = "testimony_about"


class _Sources:
    """The spans the facts rest on, stored in a few queries."""

    def __init__(self, fund: Fund, known: facts.PracticeFacts) -> None:
        spans: dict[str, set[tuple[int, int]]] = {}
        for lines in _lines_of(known):
            spans.setdefault(lines.document, set()).add((lines.start_line, lines.end_line))
        self._found = {
            key: documents.sources_of(_document(fund, key), wanted) for key, wanted in spans.items()
        }

    def of(self, lines: facts.Lines) -> Source:
        """The stored span."""
        return self._found[lines.document][(lines.start_line, lines.end_line)]


def load_demo_practice(fund: Fund) -> int:
    """Projects and sessions; how many projects. A fund that has any keeps what it has."""
    if Project.objects.filter(fund=fund).exists():
        return 0
    known = facts.load_practice_facts()
    sources, terms = _Sources(fund, known), Terms(fund)
    made: dict[str, Project] = {}
    for entry in known.projects:
        if project := services.add_project(fund, _project(entry, sources), actor=ACTOR, terms=terms):
            made[entry.key] = project
    for session in known.sessions:
        services.add_session(fund, _session(session, made, sources), actor=ACTOR, terms=terms)
    return len(made)


def _lines_of(known: facts.PracticeFacts) -> Iterator[facts.Lines]:
    for project in known.projects:
        yield project.source
        for part in (*project.budget, *project.partners, *project.statements, *project.results):
            yield part.source
    for session in known.sessions:
        yield session.source
        for piece in (*session.roles, *session.speakers, *session.statements):
            yield piece.source


def _document(fund: Fund, key: str) -> Document:
    entry = next(one for one in shipped_data(fund.code, "documents") if one["key"] == key)
    values = DocumentValues(
        key=key,
        kind="other",
        title=entry["title"],
        issued=PartialDate.parse(entry["published_on"]),
        issuer=entry["issuer"] or "",
    )
    return documents.name_document(fund, values)


def _project(entry: facts.Project, sources: _Sources) -> drafts.ProjectDraft:
    said = [one for one in entry.statements if one.kind != TESTIMONY]
    return drafts.ProjectDraft(
        acronym=entry.acronym or "",
        title=entry.title,
        rest=sources.of(entry.source),
        starts=PartialDate.parse(entry.start) if entry.start else None,
        duration_months=entry.months,
        site=entry.sites[0] if entry.sites else "",
        parties=(
            *(drafts.PartyDraft(Party.AGENCY, name, name) for name in entry.agencies),
            *(drafts.PartyDraft(Party.DONOR, name) for name in entry.donors),
            *(
                drafts.PartyDraft(Party.PARTNER, one.name, source=sources.of(one.source))
                for one in entry.partners
            ),
        ),
        countries=tuple(drafts.CountryDraft(iso3) for iso3 in entry.countries),
        budget=tuple(
            drafts.BudgetDraft(one.amount, one.currency, one.component or "", sources.of(one.source))
            for one in entry.budget
        ),
        tags=tuple(tag for one in entry.statements for tag in _tags(one)),
        statements=tuple(
            drafts.StatementDraft(
                KINDS.get(one.kind) or StatementKind(one.kind),
                one.text,
                sources.of(one.source),
                tags=tuple(_tags(one)),
            )
            for one in said
        ),
        testimonies=tuple(
            drafts.TestimonyDraft(one.text, sources.of(one.source), one.speaker or "")
            for one in entry.statements
            if one.kind == TESTIMONY
        ),
        resources=tuple(
            drafts.ResourceDraft(site, sources.of(entry.source), site) for site in entry.sites[1:]
        ),
        results=tuple(_result(one, sources) for one in entry.results),
    )


def _tags(one: facts.Statement) -> Iterator[drafts.TagDraft]:
    for scheme, codes in (
        (Scheme.TOPIC, one.topics),
        (Scheme.POPULATION, one.populations),
        (Scheme.LEVEL, one.levels),
    ):
        yield from (drafts.TagDraft(scheme, code) for code in codes)
    for number in one.gcm_objectives:
        words = " ".join(one.text.split()[:12])
        yield drafts.TagDraft(Scheme.GCM_OBJECTIVE, str(number), Standing.SUGGESTED, words)


def _result(one: facts.Result, sources: _Sources) -> drafts.ResultDraft:
    return drafts.ResultDraft(
        sources.of(one.source),
        whom=one.population or "",
        value=one.value,
        value_to=one.value_to,
        unit=one.unit,
        place=one.place or "",
        measure=one.standing,
    )


def _session(entry: facts.Session, made: dict[str, Project], sources: _Sources) -> drafts.SessionDraft:
    roles = (
        drafts.PersonDraft(
            ROLES.get(one.role) or SessionRole(one.role), one.organisation, source=sources.of(one.source)
        )
        for one in entry.roles
    )
    speakers = (
        drafts.PersonDraft(
            SessionRole.SPEAKER,
            one.organisation,
            project=made[one.project].acronym or made[one.project].title,
            source=sources.of(one.source),
        )
        for one in entry.speakers
    )
    return drafts.SessionDraft(
        title=entry.title,
        rest=sources.of(entry.source),
        held=PartialDate.parse(entry.date),
        participants=entry.participants,
        people=(*roles, *speakers),
        statements=tuple(
            drafts.StatementDraft(
                one.kind,
                one.text,
                sources.of(one.source),
                one.heading,
                tuple(drafts.TagDraft(Scheme.TOPIC, code) for code in one.topics),
                tuple(made[key].slug for key in one.projects),
            )
            for one in entry.statements
        ),
    )
