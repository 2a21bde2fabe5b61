"""Which programme on record each open candidate is, compared again whenever the record grew."""

from dataclasses import dataclass
from decimal import Decimal

from jointfund.documents.models import Document, Source
from jointfund.intake import matching
from jointfund.intake.candidates.freezing import ProgrammeRecord, thaw_programme
from jointfund.intake.candidates.knowledge import record_slug
from jointfund.intake.models import Candidate, CandidateKind, CandidateState, Intake, Target
from jointfund.intake.services.deciding import forget_acceptances
from jointfund.kernel.references import Reference
from jointfund.knowledge.models import Project, Session
from jointfund.programmes.drafts import CountryDraft, FieldSourceDraft, ProgrammeDraft
from jointfund.programmes.models import Programme


def match_open_candidates(intake: Intake) -> None:
    """Point the open records of an intake to what on record they speak of.

    What a person chose stays. Two candidates of one document are never the same programme.
    """
    known = matching.known_programmes(intake.fund)
    spans = _Spans(intake)
    candidates = intake.candidates.filter(
        kind=CandidateKind.PROGRAMME, state=CandidateState.OPEN, target=Target.FOUND
    ).select_related("file")
    changed = []
    for candidate in candidates:
        found = _find(candidate, known, spans)
        if found and candidate.programme_id != found.pk:
            candidate.programme = found
            candidate.version += 1
            changed.append(candidate)
    changed += _match_knowledge(intake)
    Candidate.objects.bulk_update(changed, ["programme", "project", "session", "version"])
    forget_acceptances([candidate.pk for candidate in changed])


def _match_knowledge(intake: Intake) -> list[Candidate]:
    """Open projects and sessions that turned out to be on record, by the word they would have."""
    projects = {one.slug: one for one in Project.objects.filter(fund=intake.fund)}
    sessions = {one.slug: one for one in Session.objects.filter(fund=intake.fund)}
    open_ones = intake.candidates.filter(
        kind__in=(CandidateKind.PROJECT, CandidateKind.SESSION),
        state=CandidateState.OPEN,
        target=Target.FOUND,
        project=None,
        session=None,
    )
    changed = []
    for candidate in open_ones:
        slug = record_slug(candidate)
        if candidate.kind == CandidateKind.PROJECT:
            candidate.project = projects.get(slug)
        else:
            candidate.session = sessions.get(slug)
        if candidate.project or candidate.session:
            candidate.version += 1
            changed.append(candidate)
    return changed


def find_match(candidate: Candidate) -> Programme | None:
    """The programme on record a candidate speaks of, as the record stands now."""
    known = matching.known_programmes(candidate.intake.fund)
    return _find(candidate, known, _Spans(candidate.intake))


@dataclass(frozen=True)
class Unmatched:
    """Why no programme on record was taken for a candidate, and the nearest one to look at.

    `share` is the part of all words of both titles that both have.
    """

    has_countries: bool
    has_heading: bool
    nearest: Programme | None = None
    share: float = 0.0


def unmatched(candidate: Candidate) -> Unmatched | None:
    """Why an open programme was found to be none on record; None where one was found or a person decided."""
    is_open = candidate.kind == CandidateKind.PROGRAMME and candidate.state == CandidateState.OPEN
    if not is_open or candidate.programme_id or candidate.target != Target.FOUND:
        return None
    programme = thaw_programme(candidate.record).programme
    near = matching.nearest_title(programme.title, matching.known_programmes(candidate.intake.fund))
    doubted = {doubt.field for doubt in programme.doubts}
    found = near or (None, 0.0)
    return Unmatched(bool(programme.countries), "heading" not in doubted, *found)


def _find(candidate: Candidate, known: tuple[matching.Known, ...], spans: "_Spans") -> Programme | None:
    record = thaw_programme(candidate.record)
    if reference := Reference.parse(record.more.get("reference", "")):
        for entry in known:
            if entry.programme.reference == str(reference):
                return entry.programme
    return matching.find(_comparable(record, spans.of(candidate, record)), known)


def _comparable(record: ProgrammeRecord, sources: tuple[FieldSourceDraft, ...]) -> ProgrammeDraft:
    """Only what is compared: nothing is registered or stored for it."""
    programme = record.programme
    return ProgrammeDraft(
        heading="",
        title=programme.title,
        area_number=programme.thematic_area,
        budget=Decimal(programme.budget_usd) if programme.budget_usd else None,
        budget_precision=programme.budget_precision or "",
        countries=tuple(CountryDraft(country.iso3) for country in programme.countries),
        field_sources=sources,
    )


class _Spans:
    """Spans of the kept documents that the files of an intake are byte by byte; often there are none."""

    def __init__(self, intake: Intake) -> None:
        hashes = {file.sha256: file.pk for file in intake.files.all()}
        kept = Document.objects.filter(fund=intake.fund, sha256__in=hashes)
        files = {document.pk: hashes[document.sha256] for document in kept}
        self._found = {
            (files[source.document_id], source.start_line, source.end_line): source
            for source in Source.objects.filter(document__in=files)
        }

    def of(self, candidate: Candidate, record: ProgrammeRecord) -> tuple[FieldSourceDraft, ...]:
        """The stored spans among the places of a record."""
        places = record.programme.places.items()
        found = (
            (name, self._found.get((candidate.file_id, place.start_line, place.end_line)))
            for name, place in places
        )
        return tuple(FieldSourceDraft(name, source) for name, source in found if source)
