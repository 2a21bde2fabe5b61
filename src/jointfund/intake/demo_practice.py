"""The demonstration's knowledge base: facts and sentences of our own, entered through the services."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from jointfund.documents import services as documents
from jointfund.documents.models import Document, Source
from jointfund.documents.services import DocumentValues
from jointfund.funds.models import Fund
from jointfund.intake import practice_facts as facts
from jointfund.intake.demo_fund import ACTOR
from jointfund.intake.opening import SHIPPED
from jointfund.kernel.dates import PartialDate
from jointfund.knowledge import drafts, services
from jointfund.knowledge.models import Party, Project, SessionRole, Statement, StatementKind
from jointfund.knowledge.services.parts import Terms
from jointfund.people.models import User
from jointfund.programmes.models import Standing
from jointfund.vocabularies.models import Scheme, Term

DOCUMENTS = SHIPPED / "practice" / "documents.json"
PRACTICES = SHIPPED / "practice" / "practices.json"
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
    rows = Term.objects.filter(fund__isnull=True, scheme=Scheme.POPULATION)
    labels = dict(rows.values_list("code", "label"))
    made: dict[str, Project] = {}
    for entry in known.projects:
        if project := services.add_project(fund, _project(entry, sources, labels), actor=ACTOR, terms=terms):
            made[entry.key] = project
    for session in known.sessions:
        services.add_session(fund, _session(session, made, sources), actor=ACTOR, terms=terms)
    if across := _across(known, made, sources):
        services.add_session(fund, across, actor=ACTOR, terms=terms)
    return len(made)


def _lines_of(known: facts.PracticeFacts) -> Iterator[facts.Lines]:
    for project in known.projects:
        yield project.source
        yield from (one.source for one in project.budget)
        yield from (one.source for one in project.partners)
        yield from (one.source for one in project.statements)
        yield from (one.source for one in project.results)
    for session in known.sessions:
        yield session.source
        yield from (one.source for one in session.roles)
        yield from (one.source for one in session.speakers)
        yield from (one.source for one in session.statements)
    yield from (one.source for one in known.common_features)


def _document(fund: Fund, key: str) -> Document:
    entry = next(one for one in json.loads(DOCUMENTS.read_text(encoding="utf-8")) if one["key"] == key)
    values = DocumentValues(
        key=key,
        kind="other",
        title=entry["title"],
        issued=PartialDate.parse(entry["published_on"]),
        issuer=entry["issuer"],
    )
    return documents.name_document(fund, values)


def _project(entry: facts.Project, sources: _Sources, labels: Mapping[str, str]) -> drafts.ProjectDraft:
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
        resources=tuple(drafts.ResourceDraft(site, sources.of(entry.source), site) for site in entry.sites),
        results=tuple(_result(one, sources, labels) for one in entry.results),
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


def _result(one: facts.Result, sources: _Sources, labels: Mapping[str, str]) -> drafts.ResultDraft:
    return drafts.ResultDraft(
        sources.of(one.source),
        whom=labels.get(one.population or "", ""),
        value=one.value,
        value_to=one.value_to,
        bound=one.bound or "",
        unit=one.unit,
        place=one.place or "",
        measure=one.standing,
    )


def _session(entry: facts.Session, made: Mapping[str, Project], sources: _Sources) -> drafts.SessionDraft:
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
        statements=tuple(_found(entry.statements, made, sources)),
    )


def _across(
    known: facts.PracticeFacts, made: Mapping[str, Project], sources: _Sources
) -> drafts.SessionDraft | None:
    """What the report found across all sessions, as one that has neither day nor people."""
    if not known.common_features:
        return None
    return drafts.SessionDraft(
        title="What all sessions had in common",
        rest=sources.of(known.common_features[0].source),
        statements=tuple(_found(known.common_features, made, sources)),
    )


def _found(
    said: Iterable[facts.SessionStatement], made: Mapping[str, Project], sources: _Sources
) -> Iterator[drafts.StatementDraft]:
    for one in said:
        yield drafts.StatementDraft(
            one.kind,
            one.text,
            sources.of(one.source),
            one.heading,
            tuple(drafts.TagDraft(Scheme.TOPIC, code) for code in one.topics),
            tuple(made[key].slug for key in one.projects),
        )


def publish_demo_practices(fund: Fund, *, drafter: User, publisher: User, today: date) -> int:
    """Practices made of lessons and published by a second person; how many. Those there stay alone."""
    if fund.practices.exists():
        return 0
    lessons = _lessons_by_key(fund)
    entries = [one for one in json.loads(PRACTICES.read_text(encoding="utf-8")) if one["lesson"] in lessons]
    for entry in entries:
        words = {name: value for name, value in entry.items() if name not in ("lesson", "terms")}
        terms = frozenset((scheme, code) for scheme, code in entry["terms"])
        practice = services.promote_lesson(lessons[entry["lesson"]], actor=drafter.audit_reference)
        written = drafts.PracticeWords(**words, licence=fund.data_licence, terms=terms)
        services.edit_practice(practice, written, version=practice.version, actor=drafter.audit_reference)
        services.send_practice_to_review(practice, actor=drafter.audit_reference)
        services.publish_practice(practice, actor=publisher.audit_reference, today=today)
    return len(entries)


def _lessons_by_key(fund: Fund) -> dict[str, Statement]:
    """The statements of the demonstration by the key its files give them."""
    stored = {(one.source_id, one.text): one for one in Statement.objects.filter(fund=fund)}
    known = facts.load_practice_facts()
    sources = _Sources(fund, known)
    said = [one for project in known.projects for one in project.statements]
    places = ((one.key, (sources.of(one.source).pk, one.text)) for one in said)
    return {key: stored[place] for key, place in places if place in stored}
