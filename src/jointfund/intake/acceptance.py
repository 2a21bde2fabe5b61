"""Accepting what was read: originals kept, programmes added or completed, contributions entered.

Everything of one call happens or nothing does. What the record holds is never overwritten.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import transaction

from jointfund.documents import services as documents
from jointfund.documents.models import Document
from jointfund.documents.services import DiscrepancyValues, PlaceValues
from jointfund.funds.models import Fund
from jointfund.intake import matching
from jointfund.intake.drafting import Drafter
from jointfund.intake.knowledge_in import Brought, accept_knowledge
from jointfund.intake.originals import keep_document
from jointfund.kernel.dates import PartialDate
from jointfund.ledger.services import (
    ContributionDiffers,
    PublishedContribution,
    enter_published_contribution,
)
from jointfund.people.services import OrganisationValues, register_organisation
from jointfund.programmes.drafts import ProgrammeDraft
from jointfund.programmes.services import add_programme, complete_programme
from jointfund.reading.discrepancies import find_discrepancies
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Contribution, Discrepancy, DocumentRecord, Reading

SMALL_WORDS = re.compile(r"(?<=\s)(Of|On|And|The|For|In|De|Des|Du|La)(?=\s)")


@dataclass
class Report:
    """What one call brought, in the words the person reads."""

    kept: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    contributions: int = 0
    discrepancies: int = 0
    knowledge: Brought = field(default_factory=Brought)
    notes: list[str] = field(default_factory=list)

    @property
    def changed_nothing(self) -> bool:
        """True when the record stayed as it was."""
        brought = (self.contributions, self.discrepancies, not self.knowledge.is_nothing)
        return not (self.kept or self.added or self.completed or any(brought))


@transaction.atomic
def accept_all(
    fund: Fund, reading: Reading, originals: Mapping[str, bytes], lexicon: Lexicon, *, actor: str
) -> Report:
    """Accept every record of a reading; the same files a second time change nothing.

    `originals` holds the bytes of each file of the reading, by its name.
    """
    report = Report()
    kept = {
        record.file: _keep(fund, record, originals[record.file], report, actor)
        for record in reading.documents
    }
    drafter = Drafter(fund, lexicon, kept, _issue_dates(reading))
    known = matching.known_programmes(fund)
    for programme in reading.programmes:
        draft = drafter.draft(programme)
        place = f"{programme.source.file}, lines {programme.source.start_line}–{programme.source.end_line}"
        known = _accept_programme(fund, draft, known, place, report, actor)
    for contribution in reading.contributions:
        _accept_contribution(drafter, contribution, lexicon, report, actor)
    report.knowledge = accept_knowledge(drafter, reading, actor=actor)
    report.discrepancies = documents.record_discrepancies(
        fund,
        [discrepancy_values(drafter, found) for found in find_discrepancies(reading, lexicon)],
        actor=actor,
    )
    return report


def discrepancy_values(drafter: Drafter, found: Discrepancy) -> DiscrepancyValues:
    """A discrepancy with the documents' titles in place of the names their files had."""
    subject = found.subject
    for file, document in drafter.kept.items():
        subject = subject.replace(file, document.title)
    return DiscrepancyValues(
        kind=found.kind,
        severity=found.severity,
        subject=subject,
        explanation=found.explanation,
        places=[PlaceValues(drafter.source(place.source), place.quote) for place in found.places],
    )


def _keep(fund: Fund, record: DocumentRecord, content: bytes, report: Report, actor: str) -> Document:
    if Document.objects.filter(fund=fund, sha256=record.sha256).exists():
        report.known.append(record.file)
    else:
        report.kept.append(record.file)
    return keep_document(fund, record, content, actor=actor)


def _issue_dates(reading: Reading) -> dict[str, PartialDate]:
    return {record.file: PartialDate.parse(record.date) for record in reading.documents if record.date}


def _accept_programme(
    fund: Fund,
    draft: ProgrammeDraft,
    known: tuple[matching.Known, ...],
    place: str,
    report: Report,
    actor: str,
) -> tuple[matching.Known, ...]:
    """Add or complete one programme; what is known afterwards."""
    programme = matching.find(draft, known)
    if programme is None and not draft.countries:
        report.notes.append(
            f"{place}: no country is printed and no programme on record has this title; "
            "it waits for a person to say which programme it is."
        )
        return known
    if programme is None:
        if not draft.statuses:
            report.notes.append(f"{place}: the document bears no date, so the status has none either.")
        report.added.append(add_programme(fund, draft, actor=actor).reference)
        return matching.known_programmes(fund)
    if programme.status is not None:
        # A status that only follows from the section says less than the one on record.
        draft = replace(draft, statuses=tuple(status for status in draft.statuses if not status.confidence))
    completion = complete_programme(programme, draft, actor=actor)
    if not completion.is_empty and programme.reference not in report.completed:
        report.completed.append(programme.reference)
    report.notes.extend(
        f"{programme.reference}: {name} differs in {place}; the record stays as it is."
        for name in completion.differing
    )
    return known


def _accept_contribution(
    drafter: Drafter, contribution: Contribution, lexicon: Lexicon, report: Report, actor: str
) -> None:
    if contribution.as_of is None:
        report.notes.append(
            f"{contribution.contributor}: the table bears no date; the amount is not entered."
        )
        return
    published = published_contribution(drafter, contribution, lexicon)
    before = drafter.fund.opening_entries.count()
    try:
        enter_published_contribution(drafter.fund, published, actor=actor)
    except ContributionDiffers as difference:
        report.notes.append(str(difference))
    report.contributions += drafter.fund.opening_entries.count() - before


def published_contribution(
    drafter: Drafter, contribution: Contribution, lexicon: Lexicon
) -> PublishedContribution:
    """A dated row of a contributor table as the ledger takes it, its contributor registered."""
    names = {country.iso3: country.name for country in lexicon.countries}
    values = OrganisationValues(
        name=names.get(contribution.iso3 or "") or _as_written(contribution.contributor),
        kind="government" if contribution.member_state else "other",
        iso3=contribution.iso3 or "",
    )
    return PublishedContribution(
        contributor=register_organisation(drafter.fund, values),
        amount=Decimal(contribution.amount_usd),
        as_of=PartialDate.parse(contribution.as_of or ""),
        source=drafter.source(contribution.source),
    )


def _as_written(name: str) -> str:
    """A name printed in capitals as people write it."""
    return SMALL_WORDS.sub(lambda word: word[0].lower(), name.title()) if name.isupper() else name
