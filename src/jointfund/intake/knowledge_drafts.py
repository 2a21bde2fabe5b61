"""What a practitioners' report says of projects and sessions, as drafts of the knowledge base."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jointfund.documents.models import Source
from jointfund.intake.candidates.session_pieces import FoundResource
from jointfund.intake.drafting import Drafter
from jointfund.kernel.dates import PartialDate
from jointfund.knowledge import drafts
from jointfund.knowledge.models import Measure, Party, SessionRole, StatementKind
from jointfund.programmes.models import Standing
from jointfund.reading.fiches.records import Part, Point, ProjectFiche
from jointfund.reading.fiches.said import said
from jointfund.reading.fiches.splitting import SingleProject
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Claim, Span
from jointfund.reading.sessions.records import Finding, Heading, Person, Session

# Vocabularies whose words in a fiche suggest what it is about.
SUGGESTED = ("level", "population", "gcm_objective")


@dataclass(frozen=True)
class KnowledgeDrafter:
    """Turns fiches and sessions of one reading into drafts; spans become sources of the kept documents."""

    drafter: Drafter

    def project(self, one: SingleProject) -> drafts.ProjectDraft:
        """One project as it would enter the record."""
        fiche = one.fiche
        first = fiche.starts[0] if fiche.starts else None
        name = fiche.acronym or fiche.full_title or ""
        return drafts.ProjectDraft(
            acronym=fiche.acronym or "",
            title=fiche.full_title or fiche.annex_label or name,
            rest=self._source(fiche.source),
            starts=PartialDate.parse(first.start) if first and first.start else None,
            duration_months=fiche.duration_months,
            site=fiche.sites[0].address if fiche.sites else "",
            parties=tuple(self._parties(fiche)),
            countries=tuple(
                drafts.CountryDraft(one.iso3, fiche.countries_note or "", self._source(one.place))
                for one in fiche.countries
            ),
            budget=tuple(
                drafts.BudgetDraft(one.amount, one.currency, one.component or "", self._source(one.place))
                for one in fiche.budget
                if not one.is_sum
            ),
            tags=tuple(suggested_tags(_own_words(fiche), self.drafter.lexicon)),
            statements=tuple(self._statements(fiche)),
            testimonies=tuple(
                drafts.TestimonyDraft(_plain(part.text), self._source(part.place))
                for part in fiche.testimony
                if part.text.strip()
            ),
            resources=tuple(
                drafts.ResourceDraft(one.address, self._source(one.place), one.address)
                for one in (*fiche.sites, *fiche.other_links)
            ),
            results=tuple(self._result(claim) for claim in one.claims if claim.quote),
        )

    def session(self, session: Session) -> drafts.SessionDraft:
        """One session as it would enter the record."""
        return drafts.SessionDraft(
            title=session.title,
            rest=self._source(session.source),
            held=PartialDate(session.date) if session.date else None,
            participants=session.participants,
            people=tuple(self._people(session)),
            statements=tuple(self._findings(session)),
        )

    def resource(self, one: FoundResource) -> drafts.ResourceDraft:
        """One resource of no project as it would enter the record."""
        return drafts.ResourceDraft(
            one.title,
            self._source(one.place),
            one.address,
            one.kind,
            organisation=one.organisation,
            note=one.note,
        )

    def _source(self, span: Span) -> Source:
        return self.drafter.source(span)

    def _parties(self, fiche: ProjectFiche) -> Iterator[drafts.PartyDraft]:
        for role, bodies in (
            (Party.AGENCY, fiche.agencies),
            (Party.DONOR, fiche.donors),
            (Party.PARTNER, fiche.partners),
        ):
            for one in bodies:
                yield drafts.PartyDraft(role, one.name, source=self.drafter.source(one.place))

    def _statements(self, fiche: ProjectFiche) -> Iterator[drafts.StatementDraft]:
        runs: tuple[tuple[StatementKind, Sequence[Part | Point]], ...] = (
            (StatementKind.OBJECTIVE, fiche.main_objectives),
            (StatementKind.EXPECTED_RESULT, fiche.expected_results.points),
            (StatementKind.FEATURE, fiche.main_features),
            (StatementKind.NEXUS, fiche.nexus),
            (StatementKind.CHALLENGE, fiche.challenges.points),
            (StatementKind.GOOD_PRACTICE, fiche.good_practices.points),
            (StatementKind.CRISIS, fiche.covid),
        )
        for kind, parts in runs:
            for part in parts:
                if text := said(part.text):
                    heading = (part.group or "") if isinstance(part, Point) else ""
                    yield drafts.StatementDraft(kind, text, self._source(part.place), heading)

    def _result(self, claim: Claim) -> drafts.ResultDraft:
        share = claim.shares[0] if len(claim.shares) == 1 else None
        is_percent = share is not None and share.unit in ("%", "percent")
        return drafts.ResultDraft(
            self._source(claim.source),
            quote=_plain(claim.quote),
            whom=claim.population or "",
            value=claim.value,
            value_to=claim.value_to,
            unit=claim.unit,
            measure=Measure(claim.standing) if claim.standing else "",
            share=share.value / Decimal(100) if share and is_percent else None,
            share_of=share.group if share and is_percent else "",
        )

    def _people(self, session: Session) -> Iterator[drafts.PersonDraft]:
        roles: tuple[tuple[SessionRole, tuple[Person, ...]], ...] = (
            (SessionRole.MODERATOR, session.moderators),
            (SessionRole.EXPERT, session.external_experts),
            (SessionRole.RAPPORTEUR, session.rapporteurs),
            (SessionRole.COORDINATOR, session.coordinators),
        )
        for role, people in roles:
            for one in people:
                if not one.name:
                    continue
                source = self.drafter.source(one.place)
                yield drafts.PersonDraft(role, one.name, one.organisation or "", source=source)
        for speaker in session.speakers:
            project = speaker.project or speaker.project_printed
            source = self.drafter.source(speaker.place)
            for name in filter(None, speaker.names or (speaker.organisation or project,)):
                yield drafts.PersonDraft(
                    SessionRole.SPEAKER, name, speaker.organisation or "", project, source
                )

    def _findings(self, session: Session) -> Iterator[drafts.StatementDraft]:
        for heading in session.headings:
            yield from self._under(heading)
        if session.concluding is None:
            return
        for remark in session.concluding.remarks:
            yield from self._finding(StatementKind.REMARK, remark, "")
        if not session.concluding.remarks and (text := _plain(session.concluding.text)):
            yield drafts.StatementDraft(StatementKind.REMARK, text, self._source(session.concluding.place))

    def _under(self, heading: Heading) -> Iterator[drafts.StatementDraft]:
        if text := _plain(heading.text):
            source = self._source(heading.place)
            yield drafts.StatementDraft(StatementKind.FINDING, text, source, heading.heading)
        for finding in heading.findings:
            yield from self._finding(StatementKind.FINDING, finding, heading.heading)

    def _finding(
        self, kind: StatementKind, finding: Finding, heading: str
    ) -> Iterator[drafts.StatementDraft]:
        if text := _plain(finding.text) or (finding.heading or ""):
            yield drafts.StatementDraft(kind, text, self._source(finding.place), finding.heading or heading)


def suggested_tags(text: str, lexicon: Lexicon) -> Iterator[drafts.TagDraft]:
    """Terms the words of a text suggest, each once with those words."""
    seen: set[tuple[str, str]] = set()
    for cue in lexicon.cues:
        if cue.scheme not in SUGGESTED or (cue.scheme, cue.code) in seen:
            continue
        if (found := _compiled(cue.pattern).search(text)) and not (
            cue.unless and _compiled(cue.unless).search(text)
        ):
            seen.add((cue.scheme, cue.code))
            yield drafts.TagDraft(cue.scheme, cue.code, Standing.SUGGESTED, found[0])


def _own_words(fiche: ProjectFiche) -> str:
    parts = [part.text for part in (*fiche.main_objectives, *fiche.main_features, *fiche.nexus)]
    return _plain(" ".join([fiche.full_title or "", *parts]))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _plain(text: str) -> str:
    return " ".join(text.split())
